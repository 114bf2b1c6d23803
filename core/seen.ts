import { isInFlight, instant, millis, type GoodResult, type RunRecord } from './run.ts';
import { servableUntilMs } from './stored.ts';
import { leastRecordMs, lostAfterMs } from './times.ts';

const lostError = {
  name: 'Lost',
  message:
    'Its message is gone: the queue was destroyed, or was not served for longer than it keeps messages',
};

/**
 * A record as a reader sees it: gone once it has expired, whether or not the table has deleted it yet; and
 * failed as lost where it is in flight, nobody holds it, and its message can no longer exist.
 */
export function asSeen(record: RunRecord | undefined, nowMs: number): RunRecord | undefined {
  if (record === undefined) return undefined;
  if (record.expiresAt !== null && millis(record.expiresAt) <= nowMs) return undefined;
  if (!isLost(record, nowMs)) return record;
  const lostMs = millis(record.createdAt) + lostAfterMs;
  const goneMs = Math.max(lostMs + leastRecordMs, servableUntilMs(record.good));
  if (goneMs <= nowMs) return undefined;
  const [finishedAt, expiresAt] = [instant(lostMs), instant(goneMs)];
  return {
    ...record,
    status: 'FAILURE',
    // Who follows it tells by this that it is news; and its end will be written so.
    version: record.version + 1,
    finishedAt,
    freshUntil: finishedAt,
    expiresAt,
    error: lostError,
  };
}

/** Whether it is in flight, nobody holds it, and its message can no longer exist. */
export function isLost(record: RunRecord, nowMs: number): boolean {
  return (
    isInFlight(record.status) &&
    record.claimableAt !== null &&
    millis(record.claimableAt) <= nowMs &&
    millis(record.createdAt) + lostAfterMs <= nowMs
  );
}

/** The record's own result as a pointer to it; null where it has none. */
export function goodResultOf(record: RunRecord): GoodResult | null {
  const { run, fence, status, resultAt, etag, finishedAt, freshUntil } = record;
  if (status !== 'SUCCESS' || resultAt === 'none') return null;
  if (etag === null || finishedAt === null || freshUntil === null) return null;
  const { staleUntil, staleIfErrorUntil } = record;
  return { run, fence, at: resultAt, etag, finishedAt, freshUntil, staleUntil, staleIfErrorUntil };
}
