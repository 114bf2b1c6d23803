import { onceMs } from '../../core/begin-once.ts';
import type { TaskError } from '../../core/errors.ts';
import type { Policy } from '../../core/policy.ts';
import { isInFlight, millis } from '../../core/run.ts';
import { asSeen } from '../../core/seen.ts';
import { servableUntilMs } from '../../core/stored.ts';
import { digestOfAsked, requestOf, type Asked } from './asked.ts';
import type { Broken, Ledger } from './ledger.ts';
import { epoch } from './processes.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';

export interface RefusalPorts {
  ledger: Ledger;
  settings: Settings;
  policy: Policy;
  broken: Broken;
}

/** Holds refusals of a begin to what was so: each names the run that is in the way. */
export function createRefusals({ ledger, settings, policy, broken }: RefusalPorts) {
  /** `error` is what who began was refused with, having asked at that moment. */
  function refused({ code, record }: TaskError, asked: Asked, askedAt: number): void {
    const facts = record === null ? undefined : ledger.factsOf(record.run);
    if (facts === undefined || !isReason(code, facts, asked, askedAt)) {
      broken('refused with reason', `${code} was the answer, for ${facts?.message.run}`);
    }
  }

  function isReason(
    code: TaskError['code'],
    facts: RunFacts,
    asked: Asked,
    askedAt: number,
  ): boolean {
    // The slowest clock's: by any other, more is over.
    const atMs = epoch + askedAt - 2 * settings.skewMs;
    if (code === 'polling-url-in-use') return isInTheWay(facts, asked, askedAt, atMs);
    return code === 'idempotency-key-reused' && isReused(facts, asked, askedAt, atMs);
  }

  /** A run with other arguments, at the URL or of the task ID, that was in flight or may have been served. */
  function isInTheWay(facts: RunFacts, asked: Asked, askedAt: number, atMs: number): boolean {
    const { message } = facts;
    const { pollingUrl, taskId, cacheResults } = asked;
    if (message.digest === digestOfAsked(asked)) return false;
    const isAtUrl =
      pollingUrl !== null && message.url === pollingUrl && !wasReplaced(facts, askedAt);
    if (!isAtUrl && taskId?.run !== message.run) return false;
    return wasInFlight(facts, askedAt, atMs) || (isAtUrl && cacheResults && wasServed(facts, atMs));
  }

  function wasReplaced({ order, message }: RunFacts, askedAt: number): boolean {
    return [...ledger.runs.values()].some(
      (later) =>
        later.message.url === message.url && later.order > order && later.begunAt < askedAt,
    );
  }

  /** The same key came with other arguments, not longer than a day ago or in flight. */
  function isReused(facts: RunFacts, asked: Asked, askedAt: number, atMs: number): boolean {
    const { request, sent } = facts;
    if (request === null || request !== requestOf({ ...asked, x: 3 - asked.x })) return false;
    // Of all that were sent for the run, any may be the one that began it.
    const isRecent = sent.some(({ createdAt }) => atMs < millis(createdAt) + onceMs);
    return isRecent || wasInFlight(facts, askedAt, atMs);
  }

  function wasInFlight({ record, endedAt }: RunFacts, askedAt: number, atMs: number): boolean {
    if (endedAt !== undefined) return endedAt >= askedAt;
    const seen = asSeen(record, atMs);
    return seen !== undefined && isInFlight(seen.status);
  }

  /** Whether any outcome of its head was fresh, stale or handed over. */
  function wasServed({ record }: RunFacts, atMs: number): boolean {
    const seen = asSeen(record, atMs);
    if (seen === undefined) return false;
    const { finishedAt, good } = seen;
    const young = finishedAt === null ? 0 : millis(finishedAt) + policy.handoverSeconds * 1000;
    return atMs <= Math.max(young, servableUntilMs(seen), servableUntilMs(good));
  }

  return { refused };
}
