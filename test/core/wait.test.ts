import { expect, test } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { headOf, ownItemOf } from '../../core/find.ts';
import type { RunStore } from '../../core/ports.ts';
import { longestWaitMs, waitForEnd } from '../../core/wait.ts';
import { aRecord } from '../contract/records.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';

test.each([
  [1, 3],
  [5, 8],
  [10, 13],
  [20, 25],
])('a wait of %i s that sees no end takes %i reads', async (seconds, reads) => {
  const { waitFor, counted, clock } = await createWait();

  const seen = await waitFor(seconds * 1_000);

  expect(seen.status).toBe('PENDING');
  expect(clock.monotonic()).toBe(seconds * 1_000);
  expect(counted()).toBe(reads);
});

test('whenever the run ends, its end is seen within a second', async () => {
  for (let endsAt = 0; endsAt < longestWaitMs; endsAt += 370) {
    const { waitFor, clock, end } = await createWait();
    void clock.sleep(endsAt).then(() => end());

    const seen = await waitFor(longestWaitMs);

    expect(seen.status).toBe('SUCCESS');
    expect(clock.monotonic() - endsAt).toBeLessThan(1_000);
  }
});

test('a run that has ended is not looked at again', async () => {
  const { end, counted, clock, store, record } = await createWait();
  const ended = await end();

  expect(await waitForEnd({ ...record, ...ended }, 5_000, { store, clock })).toMatchObject(ended);

  expect([counted(), clock.monotonic()]).toEqual([0, 0]);
});

test('a run that is replaced is waited for where it stands, by one read each time', async () => {
  const { waitFor, counted, memory, record, end } = await createWait();
  const newer = { ...record, run: 'newer' };
  await memory.put(ownItemOf(record), record, { absent: 'required' });
  await memory.put(headOf(record.key), newer, { run: record.run });

  expect(await waitFor(5_000)).toMatchObject({ run: record.run, status: 'PENDING' });
  expect(counted()).toBe(8 + 1);

  await end(ownItemOf(record));
  expect(await waitFor(5_000)).toMatchObject({ run: record.run, status: 'SUCCESS' });
});

test('a look that fails is passed over', async () => {
  let failures = 3;
  const { waitFor, clock, end } = await createWait((store) => ({
    ...store,
    async read(...args) {
      failures -= 1;
      if (failures >= 0) throw new StoreFault('The table did not answer');
      return store.read(...args);
    },
  }));
  void clock.sleep(400).then(() => end());

  expect((await waitFor(5_000)).status).toBe('SUCCESS');
});

async function createWait(through: (store: RunStore) => RunStore = (store) => store) {
  const clock = createFakeClock();
  const memory = createMemoryRunStore();
  const record = aRecord();
  let reads = 0;
  const store = through({
    ...memory,
    read: (...args) => {
      reads += 1;
      return memory.read(...args);
    },
  });
  await memory.put(headOf(record.key), record, { absent: 'required' });
  return {
    clock,
    memory,
    store,
    record,
    counted: () => reads,
    waitFor: (ms: number) => clock.runUntil(waitForEnd(record, ms, { store, clock })),
    async end(place = headOf(record.key)) {
      const ended = { status: 'SUCCESS', claimableAt: null } as const;
      await memory.update(place, { set: ended }, { run: record.run });
      return ended;
    },
  };
}
