import { withError } from './layout.ts';
import type { Policy } from './policy.ts';
import type { Place, RunStore, WriteOutcome } from './ports.ts';
import type { RunError, RunRecord } from './run.ts';
import { ended } from './settlement.ts';

/**
 * Ends a run that nobody holds, exactly as it was seen. The fence grows as with a claim, so that a worker
 * which held it once, and comes back, is told apart from who wrote this end.
 */
export async function endUnheld(
  store: RunStore,
  place: Place,
  record: RunRecord,
  error: RunError | null,
  policy: Policy,
  nowMs: number,
): Promise<WriteOutcome> {
  const cancelled = error === null || record.cancelRequestedAt !== null;
  const last = ended(record, cancelled ? 'REVOKED' : 'FAILURE', policy, nowMs);
  const whole = cancelled ? last : withError(last, error);
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
