import { millis, type RunRecord } from './run.ts';

const longestSeconds = 20;
/** Ten looks at a run, each of which may see its end a tenth late. */
const looks = 10;

/**
 * In how many whole seconds it is worth asking again for a run in flight, from 1 to 20: after a tenth of the time that
 * it takes from begin to end, as its progress or its task's past lets expect, or of the time that has passed, where
 * that is longer. Pure.
 *
 * @param shortestMs the shortest that an attempt of its task took lately; undefined where that is not known
 */
export function retryAfterSeconds(
  record: RunRecord,
  nowMs: number,
  shortestMs: number | undefined,
): number {
  const elapsedMs = Math.max(nowMs - millis(record.createdAt), 0);
  const workedMs = workedFor(record, nowMs);
  const expectedMs = byProgress(record, workedMs);
  const seconds =
    expectedMs === undefined
      ? shareOf(elapsedMs, elapsedMs - workedMs + (shortestMs ?? 0))
      : Math.min(
          shareOf(elapsedMs, elapsedMs - workedMs + expectedMs),
          Math.ceil((expectedMs - workedMs) / 1000) || Infinity,
          // The first steps may say little of those to come.
          Math.ceil(elapsedMs / 1000),
        );
  const backoffSeconds = Math.ceil(backoffLeftMs(record, nowMs) / 1000);
  return Math.min(Math.max(seconds, backoffSeconds, 1), longestSeconds);
}

function shareOf(...wholeMs: number[]): number {
  return Math.floor(Math.max(...wholeMs) / looks / 1000);
}

/** How long its attempt has been at work; a run that is queued has not begun to, however long it waits. */
function workedFor({ status, startedAt }: RunRecord, nowMs: number): number {
  return status === 'STARTED' && startedAt !== null ? Math.max(nowMs - millis(startedAt), 0) : 0;
}

/** How long the attempt takes if it goes on as it has gone so far; undefined where it does not say. */
function byProgress({ progress }: RunRecord, workedMs: number): number | undefined {
  const { current, total } = progress ?? { current: 0, total: null };
  if (total === null || !(current > 0) || !(total >= current) || total === Infinity) return;
  return (workedMs * total) / nearlyDone(current, total);
}

/** What is counted in whole steps may be nearly one step further. */
function nearlyDone(current: number, total: number): number {
  const counts = Number.isInteger(current) && Number.isInteger(total) && total > 1;
  return counts ? Math.min(current + 1, total) : current;
}

/** Nothing happens before a failed attempt's backoff is over. */
function backoffLeftMs({ status, claimableAt }: RunRecord, nowMs: number): number {
  return status === 'RETRY' && claimableAt !== null ? millis(claimableAt) - nowMs : 0;
}
