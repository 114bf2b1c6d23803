import { withError } from './layout.ts';
import type { Policy } from './policy.ts';
import type { Place, RunStore, WriteOutcome } from './ports.ts';
import { isInFlight, type RunError, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';
import { ended } from './settlement.ts';

/**
 * Ends a run that nobody holds, exactly as it was seen. The fence grows as with a claim, so that a worker
 * which held it once, and comes back, is told apart from who wrote this end. A run that reads as lost ends as it read.
 *
 * @param error null where it was cancelled
 */
export async function endUnheld(
  store: RunStore,
  place: Place,
  record: RunRecord,
  error: RunError | null,
  policy: Policy,
  nowMs: number,
): Promise<WriteOutcome> {
  const whole = lastRecord(record, error, policy, nowMs);
  const {
    key: _key,
    run: _run,
    version: _version,
    fence: _fence,
    attempt: _attempt,
    ...set
  } = whole;
  return store.update(
    place,
    { set, increment: ['fence'] },
    { run: record.run, version: record.version },
  );
}

function lastRecord(
  record: RunRecord,
  error: RunError | null,
  policy: Policy,
  nowMs: number,
): RunRecord {
  const seen = asSeen(record, nowMs) ?? record;
  if (seen.error !== null && !isInFlight(seen.status)) {
    return withError({ ...seen, holder: null, claimableAt: null, progress: null }, seen.error);
  }
  const cancelled = error === null || record.cancelRequestedAt !== null;
  const last = ended(record, cancelled ? 'REVOKED' : 'FAILURE', policy, nowMs);
  return cancelled ? last : withError(last, error);
}
