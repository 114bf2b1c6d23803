import { resultLimitBytes, withError, withResult } from './layout.ts';
import { backoffMs, type Policy } from './policy.ts';
import type { AttemptEnd, Sha256 } from './ports.ts';
import { instant, type RunError, type RunRecord } from './run.ts';
import { servableUntilMs } from './stored.ts';
import { leastRecordMs } from './times.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** How an attempt came to its end, as the worker decides it. */
export type Ending = AttemptEnd | { kind: 'cancelled' };

/** The record to be written when an attempt has ended, and the result that it has no room for. */
export interface Settlement {
  record: RunRecord;
  spilled: string | null;
}

/**
 * What becomes of a run whose attempt has ended. Pure.
 *
 * @param fraction evenly from 0 to 1, for the backoff's jitter
 */
export function settlementOf(
  record: RunRecord,
  ending: Ending,
  policy: Policy,
  at: { nowMs: number; fraction: number; sha256: Sha256 },
): Settlement {
  switch (ending.kind) {
    case 'returned':
      return succeeded(record, ending.json, policy, at.nowMs, at.sha256);
    case 'threw':
      return ending.permanent || record.attempt > policy.retries
        ? failed(record, ending.error, policy, at.nowMs)
        : retried(record, ending.error, policy, at.nowMs, at.fraction);
    case 'cancelled':
      return { record: ended(record, 'REVOKED', policy, at.nowMs), spilled: null };
  }
}

/** A run's last state, but for its result or error. */
export function ended(
  record: RunRecord,
  status: 'SUCCESS' | 'FAILURE' | 'REVOKED',
  policy: Policy,
  nowMs: number,
): RunRecord {
  const success = status === 'SUCCESS';
  const freshMs = nowMs + 1000 * (success ? policy.maxAgeSeconds : policy.failureMaxAgeSeconds);
  const staleMs = freshMs + 1000 * (success ? policy.staleWhileRevalidateSeconds : 0);
  const staleIfErrorMs = freshMs + 1000 * (success ? policy.staleIfErrorSeconds : 0);
  const good = success ? null : record.good;
  // Its own result's end, or that of the one to which it points: without this head that would not be found.
  const servedMs = Math.max(staleMs, staleIfErrorMs, servableUntilMs(good));
  return {
    ...record,
    status,
    holder: null,
    claimableAt: null,
    finishedAt: instant(nowMs),
    freshUntil: instant(freshMs),
    staleUntil: staleMs > freshMs ? instant(staleMs) : null,
    staleIfErrorUntil: staleIfErrorMs > freshMs ? instant(staleIfErrorMs) : null,
    expiresAt: instant(Math.max(servedMs, nowMs + leastRecordMs)),
    progress: null,
    error: null,
    good,
  };
}

function succeeded(
  record: RunRecord,
  json: string,
  policy: Policy,
  nowMs: number,
  sha256: Sha256,
): Settlement {
  const bytes = utf8Bytes(json);
  if (bytes > resultLimitBytes) {
    const message = `The result takes ${bytes} bytes as JSON; at most ${resultLimitBytes} can be stored`;
    return failed(record, { name: 'ResultTooLarge', message }, policy, nowMs);
  }
  const whole = { ...ended(record, 'SUCCESS', policy, nowMs), etag: sha256(json) };
  return withResult(whole, json);
}

function failed(record: RunRecord, error: RunError, policy: Policy, nowMs: number): Settlement {
  return { record: withError(ended(record, 'FAILURE', policy, nowMs), error), spilled: null };
}

function retried(
  record: RunRecord,
  error: RunError,
  policy: Policy,
  nowMs: number,
  fraction: number,
): Settlement {
  const claimableAt = instant(nowMs + backoffMs(policy, record.attempt, fraction));
  const waiting: RunRecord = {
    ...record,
    status: 'RETRY',
    holder: null,
    claimableAt,
    progress: null,
  };
  return { record: withError(waiting, error), spilled: null };
}
