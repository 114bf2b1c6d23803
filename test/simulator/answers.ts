import type { Begun } from '../../core/begin.ts';
import { TaskError } from '../../core/errors.ts';
import type { Policy } from '../../core/policy.ts';
import { isInFlight, leaseUntilMs, millis, type RunRecord } from '../../core/run.ts';
import { asSeen } from '../../core/seen.ts';
import { servableUntilMs, type Stored } from '../../core/stored.ts';
import { leastResultMs, lostAfterMs } from '../../core/times.ts';
import { digestOfAsked, requestOf, type Asked } from './asked.ts';
import { mostBehindMs } from './item-history.ts';
import type { Kernel } from './kernel.ts';
import type { Broken, Ledger } from './ledger.ts';
import { epoch } from './processes.ts';
import { createReuses } from './reuses.ts';
import type { RunFacts } from './run-facts.ts';
import { skewAllowedMs, type Settings } from './settings.ts';

/** What was so when somebody asked. */
export interface Before {
  by: string;
  atMs: number;
  known: number;
  /** What his request had begun already. */
  own: RunFacts | undefined;
}

export interface AnswerPorts {
  kernel: Kernel;
  ledger: Ledger;
  settings: Settings;
  policy: Policy;
  broken: Broken;
}

/** Holds what callers are told to what is so, by who sees everything. */
export function createAnswers({ kernel, ledger, settings, policy, broken }: AnswerPorts) {
  const reuses = createReuses({ kernel, ledger, settings, broken });

  /** What has begun already when somebody asks, or asks for a URL. */
  function known(url: string | null): number {
    const accepted = [...ledger.runs.values()].filter(({ accepted }) => accepted);
    return Math.max(
      0,
      ...accepted.filter(({ message }) => message.url === url).map(({ order }) => order),
    );
  }

  function before(by: string, asked: Asked): Before {
    const request = requestOf(asked);
    const own = [...ledger.runs.values()].find((facts) => ledger.isOf(request, facts));
    return { by, atMs: kernel.now(), known: known(asked.pollingUrl), own };
  }

  function begun(answer: Begun, asked: Asked, before: Before): void {
    const { outcome } = answer;
    if ('behind' in answer && answer.behind !== null && 'record' in answer.behind) {
      accepted(answer.behind.record.run, asked);
    }
    const mayServe = outcome === 'stale' ? servable : fresh;
    if ('good' in answer) {
      isOf(answer.good.run, asked);
      reuses.served(answer.good.run, asked, before);
      return mayServe(answer.good, before.atMs);
    }
    const { record } = answer;
    ledTo(record.run, outcome, asked, before);
    if (outcome === 'started' || outcome === 'running' || isOwn(record.run, asked)) return;
    mayServe(record, before.atMs);
    if (ledger.factsOf(record.run).order < before.known) {
      broken('found by both', `${record.run} was served, and a later one was accepted`);
    }
  }

  /** The run that somebody was answered, which he has begun, joined or found. */
  function ledTo(run: string, outcome: Begun['outcome'], asked: Asked, before: Before): void {
    accepted(run, asked);
    const { by, own } = before;
    if (own !== undefined && own.message.run !== run && ledger.isOf(requestOf(asked), own)) {
      broken('one request, one run', `${by} was led to ${run}, not to ${own.message.run}`);
    }
    const { sent } = ledger.factsOf(run);
    if (outcome === 'started' && !isOwn(run, asked) && !sent.some((one) => one.by === by)) {
      broken('one begin, one run', `${by} was told that it began ${run}, which another did`);
    }
    reuses.served(run, asked, before);
    if (outcome === 'running') joined(run, asked, before);
    else passedBy(run, asked, before);
  }

  function isOwn(run: string, asked: Asked): boolean {
    const request = requestOf(asked);
    return request !== null && ledger.factsOf(run).request === request;
  }

  /** Only a begin's first look may lag. */
  function joined(run: string, asked: Asked, { by, atMs }: Before): void {
    const { message, endedAt } = ledger.factsOf(run);
    const { pollingUrl, taskId, idempotencyKey, cacheResults, reuse } = asked;
    const lags = taskId?.run !== run && idempotencyKey === null && cacheResults && !reuse;
    if (endedAt !== undefined && endedAt < atMs - (lags ? mostBehindMs : 0)) {
      broken('joined in flight', `${by} joined ${run}, which had ended before it asked`);
    }
    const isAtUrl = pollingUrl !== null && message.url === pollingUrl;
    if (!isAtUrl && taskId?.run !== run && !isOwn(run, asked)) {
      broken('joined in flight', `${by} joined ${run}, for which it did not ask`);
    }
  }

  /** Who named a run that is still in flight is led to no other, unless his request has begun one. */
  function passedBy(run: string, asked: Asked, { by }: Before): void {
    const { taskId, checkRunning, idempotencyKey } = asked;
    if (taskId === null || !checkRunning || idempotencyKey !== null) return;
    const seen = asSeen(
      ledger.runs.get(taskId.run)?.record,
      epoch + kernel.now() + 2 * settings.skewMs,
    );
    if (seen !== undefined && isInFlight(seen.status)) {
      broken('joined in flight', `${by} named ${seen.run}, which is in flight, and got ${run}`);
    }
  }

  function accepted(run: string, asked: Asked): void {
    ledger.onAccept(run);
    isOf(run, asked);
  }

  function isOf(run: string, { x }: Asked): void {
    const digest = digestOfAsked({ x });
    if (ledger.factsOf(run).message.digest !== digest) {
      broken('own result', `${run} was answered to who asked with other arguments`);
    }
  }

  /** What is answered from the table was fresh, or handed over, when it was asked for or later. */
  function fresh(
    { freshUntil, finishedAt }: Pick<RunRecord, 'freshUntil' | 'finishedAt'>,
    askedAt: number,
  ): void {
    const until = Math.max(
      freshUntil === null ? 0 : millis(freshUntil),
      finishedAt === null ? 0 : millis(finishedAt) + policy.handoverSeconds * 1000,
    );
    if (until < epoch + askedAt - 2 * settings.skewMs) {
      broken('three answers', 'an outcome that had gone stale was served as fresh');
    }
  }

  /** What is answered though it is stale was within what its policy allows of that. */
  function servable(stored: Stored, askedAt: number): void {
    if (servableUntilMs(stored) < epoch + askedAt - 2 * settings.skewMs) {
      broken('three answers', 'a result was served that had been stale for too long');
    }
  }

  /** Why a cancel was refused: an accepted run is known, and has ended by any clock there is. */
  function cancelRefused({ message: { run }, record }: RunFacts, error: unknown): void {
    const seen = asSeen(record, epoch + kernel.now() + 2 * settings.skewMs);
    if (isCode(error, 'unknown-run') && seen !== undefined) {
      broken('three answers', `${run} was accepted, and is unknown to who cancels it`);
    }
    if (isCode(error, 'already-ended') && seen !== undefined && isInFlight(seen.status)) {
      broken('three answers', `${run} is ${seen.status}, and has ended to who cancels it`);
    }
  }

  /** A result is there for an hour at least, by any clock there is. */
  function resultExpired({ run, finishedAt }: RunRecord): void {
    const until = millis(finishedAt ?? '') + leastResultMs;
    if (epoch + kernel.now() + 2 * settings.skewMs < until) {
      broken('three answers', `the result of ${run} has expired before its time`);
    }
  }

  /** Who reads of a run that it is lost reads of one in flight, or that ends since, or ended so; and it is old enough. */
  function lost({ message, record, endedAt }: RunFacts, askedAt: number): void {
    const ended = endedAt !== undefined && endedAt < askedAt && record?.error?.name !== 'Lost';
    const ageMs = epoch + kernel.now() - millis(message.createdAt);
    const latest = epoch + kernel.now() + skewAllowedMs(settings);
    const held = record !== undefined && leaseUntilMs(record) > latest;
    if (ended || held || ageMs < lostAfterMs - skewAllowedMs(settings)) {
      broken('three answers', `${message.run} is ${record?.status}, and was read as lost`);
    }
  }

  /** Expired, by any clock there is. */
  function gone({ record }: RunFacts): boolean {
    return asSeen(record, epoch + kernel.now() + 2 * settings.skewMs) === undefined;
  }

  return { known, before, begun, ledTo, cancelRefused, resultExpired, lost, gone };
}

export function isCode(error: unknown, code: TaskError['code']): boolean {
  return error instanceof TaskError && error.code === code;
}
