import { millis, type RunRecord } from './run.ts';

const longestSeconds = 20;
/** Who asks again after a fifth of the time that has passed sees the end at most a fifth late. */
const share = 5;

/** In how many whole seconds it is worth asking again for a run in flight: from 1 to 20. Pure. */
export function retryAfterSeconds(record: RunRecord, nowMs: number): number {
  const grownMs = (nowMs - phaseBeganMs(record)) / share;
  const ms = Math.max(Math.min(grownMs, remainingMs(record, nowMs)), backoffLeftMs(record, nowMs));
  return Math.min(Math.max(Math.ceil(ms / 1000), 1), longestSeconds);
}

/** How long a run has waited for a worker says nothing of how long its attempt will take. */
function phaseBeganMs({ status, startedAt, createdAt }: RunRecord): number {
  return millis(status === 'STARTED' && startedAt !== null ? startedAt : createdAt);
}

/** What is left of the attempt, if it goes on as it has gone so far. */
function remainingMs({ status, startedAt, progress }: RunRecord, nowMs: number): number {
  if (status !== 'STARTED' || startedAt === null || progress === null) return Infinity;
  const { current, total } = progress;
  if (total === null || !(current > 0) || !(total >= current)) return Infinity;
  if (total === Infinity) return Infinity;
  return ((nowMs - millis(startedAt)) * (total - current)) / current;
}

/** Nothing happens before a failed attempt's backoff is over. */
function backoffLeftMs({ status, claimableAt }: RunRecord, nowMs: number): number {
  return status === 'RETRY' && claimableAt !== null ? millis(claimableAt) - nowMs : 0;
}
