import { endUnheld } from './end-unheld.ts';
import { StoreFault, TaskError } from './errors.ts';
import { locateRun, updateRun, type RunName } from './find.ts';
import { parsePolicy } from './policy.ts';
import type { Clock, RunStore } from './ports.ts';
import type { Registry } from './registry.ts';
import { instant, isInFlight, leaseUntilMs, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';
import { unknownRun } from './status.ts';

/** The world as a cancel sees it. */
export interface CancelPorts {
  store: RunStore;
  clock: Clock;
  registry: Registry;
}

const mostTurns = 20;

/**
 * Cancels a run for all who joined it. One that nobody works on is REVOKED at once; a worker hears of it by
 * its next heartbeat, and the record that is returned is STARTED with `cancelRequestedAt`.
 *
 * Throws `unknown-run` and `already-ended` (`TaskError`), and `StoreFault`.
 */
export async function cancelRun(name: RunName, ports: CancelPorts): Promise<RunRecord> {
  const { store, clock, registry } = ports;
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const nowMs = clock.now();
    const { record, place } = await locateRun(store, name, 'strong');
    const seen = asSeen(record, nowMs);
    if (record === undefined || seen === undefined) throw unknownRun(name);
    if (seen.status === 'REVOKED') return seen;
    if (!isInFlight(seen.status)) throw alreadyEnded(seen);
    if (leaseUntilMs(record) > nowMs) {
      if (record.cancelRequestedAt !== null) return record;
      const change = { set: { cancelRequestedAt: instant(nowMs) } };
      const guard = { fence: record.fence, statuses: ['STARTED'] as const };
      const update = await updateRun(store, name, place, change, guard);
      if (update.applied) return update.record;
    } else {
      const policy = registry.find(record.task)?.policy ?? parsePolicy();
      const outcome = await endUnheld(
        store,
        place,
        withRequest(record, nowMs),
        null,
        policy,
        nowMs,
      );
      if (outcome.applied) return outcome.record;
    }
  }
  throw new StoreFault(`Run ${name.run} changed ${mostTurns} times while it was cancelled`);
}

function withRequest(record: RunRecord, nowMs: number): RunRecord {
  return { ...record, cancelRequestedAt: record.cancelRequestedAt ?? instant(nowMs) };
}

function alreadyEnded(record: RunRecord): TaskError {
  const { status, finishedAt } = record;
  return new TaskError(
    'already-ended',
    `The run has ended as ${status} at ${finishedAt ?? 'an unknown time'}`,
    { record },
  );
}
