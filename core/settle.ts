import type { Held } from './claim.ts';
import { StoreFault } from './errors.ts';
import { updateRun } from './find.ts';
import type { Policy } from './policy.ts';
import type { Chance, Clock, Log, RunStore, Sha256 } from './ports.ts';
import type { RunRecord } from './run.ts';
import { settlementOf, type Ending, type Settlement } from './settlement.ts';
import { againMs } from './times.ts';

/** The world as a settle sees it. */
export interface SettlePorts {
  store: RunStore;
  clock: Clock;
  chance: Chance;
  sha256: Sha256;
  log: Log;
}

/** The record as settled; null where the run was no longer this worker's, and so nothing was written. */
export type Settled = RunRecord | null;

/**
 * Writes what became of a held run, on condition of its fence. A fault of the store does not throw away the
 * work: it is tried again for as long as the lease lasts, and then thrown, so that the message is kept.
 */
export async function settleRun(
  held: Held,
  ending: Ending,
  policy: Policy,
  deadline: number,
  ports: SettlePorts,
): Promise<Settled> {
  const { clock, chance, sha256, log } = ports;
  const at = { nowMs: clock.now(), fraction: chance.fraction(), sha256 };
  const settlement = settlementOf(held.record, ending, policy, at);
  for (;;) {
    try {
      return await writeSettlement(held, settlement, deadline, ports);
    } catch (error) {
      const again = clock.monotonic() + againMs < deadline;
      if (!again || !(error instanceof StoreFault)) throw error;
      log.error('settle failed', { error });
    }
    await clock.sleep(againMs);
  }
}

async function writeSettlement(
  { record, place }: Held,
  settlement: Settlement,
  deadline: number,
  { store, clock }: SettlePorts,
): Promise<Settled> {
  const { key, run, fence } = record;
  const { version: _version, attempt: _attempt, ...rest } = settlement.record;
  // Somebody may ask to cancel at any moment before this write: that is not this worker's to undo.
  const { key: _key, run: _run, fence: _fence, cancelRequestedAt: _cancel, ...set } = rest;
  if (settlement.spilled !== null && set.expiresAt !== null) {
    await store.putResult({ key, run, fence }, settlement.spilled, set.expiresAt);
  }
  if (clock.monotonic() >= deadline) {
    throw new StoreFault('The lease ended before the run was settled');
  }
  const guard = { fence, statuses: ['STARTED'] as const };
  const update = await updateRun(store, { key, run }, place, { set }, guard);
  if (update.applied) return update.record;
  // My own write, whose answer was lost: nobody else writes an end or a backoff under this fence.
  const mine = update.record?.fence === fence && update.record.status === set.status;
  return mine ? (update.record ?? null) : null;
}
