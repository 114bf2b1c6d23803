import { millis } from '../../core/run.ts';
import { digestOfAsked, type Asked } from './asked.ts';
import type { Kernel } from './kernel.ts';
import type { Broken, Ledger } from './ledger.ts';
import { epoch } from './processes.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';

export interface ReusePorts {
  kernel: Kernel;
  ledger: Ledger;
  settings: Settings;
  broken: Broken;
}

/** Holds it to what it keeps: a result that is fresh is the answer of who may reuse it. */
export function createReuses({ kernel, ledger, settings, broken }: ReusePorts) {
  /** Whether that run's result was there before somebody asked, and is fresh until now, by any clock there is. */
  function isFresh({ record, begunAt, endedAt }: RunFacts, askedAt: number): boolean {
    if (record?.status !== 'SUCCESS' || record.freshUntil === null) return false;
    const was = begunAt > 0 && endedAt !== undefined && endedAt < askedAt;
    return was && epoch + kernel.now() + 2 * settings.skewMs < millis(record.freshUntil);
  }

  /** Which result is the answer at a URL: the latest that has not been replaced by a result or other arguments. */
  function freshAt(url: string, x: number, askedAt: number): RunFacts | undefined {
    let latest: RunFacts | undefined;
    const digest = digestOfAsked({ x });
    const atUrl = [...ledger.runs.values()].filter(
      ({ message, order }) => order > 0 && message.url === url,
    );
    for (const facts of atUrl.sort((one, other) => one.order - other.order)) {
      const { message, record, endedAt, order } = facts;
      const next = atUrl.find((one) => one.order > order);
      if (message.digest !== digest) latest = undefined;
      else if (record?.status !== 'SUCCESS') continue;
      // A result that came about beside the head is found by its task ID alone.
      else if (next !== undefined && (endedAt ?? Infinity) >= next.begunAt) continue;
      else latest = facts;
    }
    return latest && isFresh(latest, askedAt) ? latest : undefined;
  }

  /** The run whose outcome somebody was answered, or to which he was led, though he might reuse what is fresh. */
  function served(run: string, asked: Asked, { by, atMs }: { by: string; atMs: number }): void {
    const { reuse, pollingUrl, cacheResults, taskId, idempotencyKey, x } = asked;
    if (!reuse || !cacheResults || pollingUrl === null || taskId?.run === run) return;
    const fresh = freshAt(pollingUrl, x, atMs);
    if (fresh === undefined || fresh.message.run === run) return;
    // A request that is sent again leads to its own run, whatever is fresh.
    const isAgain = ledger.factsOf(run).sent.some((one) => one.by !== by);
    if (idempotencyKey !== null && isAgain) return;
    broken('fresh is served', `${run} was the answer, though ${fresh.message.run} is fresh`);
  }

  return { served };
}
