import { StoreFault } from './errors.ts';
import { headOf, ownItemOf } from './find.ts';
import type { Clock, Place, RunStore } from './ports.ts';
import { isInFlight, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';

/** The longest that one request is kept waiting: fronts give up after 29 s. */
export const longestWaitMs = 20_000;

/** Two looks are so far apart at most: the end is answered within a second, and the last look takes its time too. */
const longestGapMs = 900;
const shortestGapMs = 250;

/** The world as who waits sees it. */
export interface WaitPorts {
  store: RunStore;
  clock: Clock;
}

/**
 * The run's record once it has ended, or as it is when the time is over. Each look is one strongly consistent read, at
 * twice the time of the last one, as long as that is soon enough. A look that fails is passed over: what was
 * asked for has been done.
 */
export async function waitForEnd(
  record: RunRecord,
  waitMs: number,
  ports: WaitPorts,
): Promise<RunRecord> {
  return waitUntil(({ status }) => !isInFlight(status), record, waitMs, ports);
}

/** The same for anything else that is waited for. */
export async function waitUntil(
  isThere: (record: RunRecord) => boolean,
  record: RunRecord,
  waitMs: number,
  { store, clock }: WaitPorts,
): Promise<RunRecord> {
  const began = clock.monotonic();
  let seen = record;
  let place = headOf(record.key);
  for (;;) {
    const waitedMs = clock.monotonic() - began;
    if (isThere(seen) || waitedMs >= waitMs) return seen;
    const gapMs = Math.min(Math.max(waitedMs, shortestGapMs), longestGapMs);
    await clock.sleep(Math.min(gapMs, waitMs - waitedMs));
    try {
      const found = await lookAt(place, seen, store);
      place = found.place;
      seen = asSeen(found.record, clock.now()) ?? seen;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
    }
  }
}

/** A run that has been replaced never returns to the head. */
async function lookAt(
  place: Place,
  name: RunRecord,
  store: RunStore,
): Promise<{ place: Place; record: RunRecord | undefined }> {
  const record = await store.read(place, 'strong');
  if (place.item === 'run' || record?.run === name.run) return { place, record };
  const own = ownItemOf(name);
  return { place: own, record: await store.read(own, 'strong') };
}
