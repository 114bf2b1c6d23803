import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { taskIdOf } from '../../core/key.ts';
import { leaseUntilMs } from '../../core/run.ts';
import { deadlineMarginMs, leaseMs } from '../../core/times.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import type { StoreFaults } from '../fakes/faulty-run-store.ts';
import { routedRunStore } from '../fakes/routed-run-store.ts';
import { beats, loseFirst } from './faults.ts';
import { createFailingWorld, createWorld, recordOf, type World } from './world.ts';

/** A task that takes a minute, and says each second how far it has come. */
function minute(clock: () => World['clock']): FakeRun {
  return async (_job, { onProgress, signal }) => {
    for (let current = 1; current <= 60; current += 1) {
      onProgress({ current, total: 60, message: null });
      await clock().sleep(1_000, signal);
      signal.throwIfAborted();
    }
    return 'done';
  };
}

/** A world whose first heartbeat is given up by its client, and arrives when it is told to. */
function delayed(run: (clock: () => World['clock']) => FakeRun) {
  let arrive: (() => Promise<unknown>) | undefined;
  const world: World = createWorld({
    run: run(() => world.clock),
    through: (store) =>
      routedRunStore(store, async (call, work) => {
        if (arrive !== undefined || !beats({ ...call, count: 0 })) return work();
        arrive = work;
        throw new StoreFault('no answer');
      }),
  });
  return { world, arrive: () => arrive?.() };
}

/** Gives workers a wall clock that may be set off by so much; the other clock goes on as it did. */
function wallClockOf({ ports, clock }: World): (byMs: number) => void {
  let offMs = 0;
  ports.clock = { ...clock, now: () => clock.now() + offMs };
  return (byMs) => (offMs = byMs);
}

describe('a heartbeat that arrives late', () => {
  it('takes back nothing that a later one has written', async () => {
    const { world, arrive } = delayed(minute);
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(30_500);
    const before = await world.byUrl();

    await arrive();

    expect(before.progress?.current).toBe(30);
    expect(await world.byUrl()).toEqual(before);
    expect(await world.clock.runUntil(work)).toBe('done');
  });

  it('takes back nothing in the item of a run that was replaced meanwhile', async () => {
    const { world, arrive } = delayed(minute);
    const { key, run } = recordOf(await world.begin());
    const work = world.startWork();
    await world.clock.advance(20_000);
    await world.begin({ checkRunning: false });
    await world.clock.advance(10_500);
    const before = await world.table.read({ key, item: 'run', run }, 'strong');

    await arrive();

    expect(before?.progress?.current).toBe(30);
    expect(await world.table.read({ key, item: 'run', run }, 'strong')).toEqual(before);
    expect(await world.clock.runUntil(work)).toBe('done');
  });
});

describe('a heartbeat that arrives late, by a clock that was ahead,', () => {
  it('adds nothing to the lease of who holds the run now', async () => {
    const { world, arrive } = delayed((clock) => async (job, context) => {
      if (job.attempt > 1) return minute(clock)(job, context);
      await clock().sleep(10_800);
      throw new Error('the first attempt');
    });
    const setOff = wallClockOf(world);
    await world.begin();
    const first = world.startWork();
    await world.clock.advance(9_500);
    setOff(5_000);
    await world.clock.advance(1_000);
    setOff(0);
    await world.clock.runUntil(first);
    await world.clock.advance(2_000);
    const second = world.startWork();
    await world.clock.advance(0);
    const before = await world.byUrl();

    await arrive();

    expect(before).toMatchObject({ status: 'STARTED', attempt: 2 });
    expect(await world.byUrl()).toEqual(before);
    expect(await world.clock.runUntil(second)).toBe('done');
  });
});

describe('a worker whose wall clock is set back', () => {
  it.each([1_000, 8_000, 3_600_000])(
    'by %d ms keeps its run, and its lease in the table goes on to grow',
    async (byMs) => {
      const world: World = createWorld({ run: minute(() => world.clock) });
      const { clock } = world;
      const setOff = wallClockOf(world);
      await world.begin();
      const work = world.startWork();
      await clock.advance(15_500);
      setOff(-byMs);

      const leases: number[] = [];
      for (let second = 0; second < 40; second += 1) {
        await clock.advance(1_000);
        leases.push(leaseUntilMs(await world.byUrl()) - clock.now());
      }

      expect(new Set(leases)).toEqual(new Set([leaseMs - 500]));
      expect(await clock.runUntil(work)).toBe('done');
    },
  );
});

describe('a heartbeat that is refused for a later one of the same worker', () => {
  /** The clock is ahead while the first heartbeat is written, which is not answered; so the second is refused. */
  async function refusedOnce(
    faults: StoreFaults,
    run: (clock: () => World['clock']) => FakeRun,
    ahead = { fromMs: 500, byMs: 20_000 },
  ) {
    const { after } = loseFirst(beats);
    const world: World = createFailingWorld(
      { ...faults, ...(after && { after }) },
      { run: run(() => world.clock), policy: { retries: 0 } },
    );
    const setOff = wallClockOf(world);
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(ahead.fromMs);
    setOff(ahead.byMs);
    await world.clock.advance(1_000);
    setOff(0);
    return { world, work };
  }

  it('is no loss', async () => {
    const { world, work } = await refusedOnce({}, minute);

    expect(await world.clock.runUntil(work)).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('is no loss to a task without progress either', async () => {
    const quiet = (clock: () => World['clock']): FakeRun => {
      return (_job, { signal }) =>
        clock()
          .sleep(40_000, signal)
          .then(() => 'done');
    };
    const { world, work } = await refusedOnce({}, quiet, { fromMs: 9_500, byMs: 12_000 });

    expect(await world.clock.runUntil(work)).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('does not put off the deadline', async () => {
    let sent = 0;
    let stoppedAt = 0;
    const before: StoreFaults['before'] = (call) => {
      if (beats(call) && (sent += 1) > 2) throw new StoreFault('down');
    };
    const { world, work } = await refusedOnce({ before }, (clock) => (job, context) => {
      context.signal.addEventListener('abort', () => (stoppedAt = clock().monotonic()));
      return minute(clock)(job, context);
    });

    expect(await world.clock.runUntil(work)).toBe('kept');

    expect(stoppedAt).toBe(leaseMs - deadlineMarginMs);
  });

  it('brings the request to cancel all the same', async () => {
    const { world, work } = await refusedOnce({}, minute);
    const { key, run } = await world.byUrl();
    await world.cancel(taskIdOf(key, run));
    await world.clock.advance(1_000);

    expect(await world.clock.runUntil(work)).toBe('done');

    expect((await world.byUrl()).status).toBe('REVOKED');
    expect(world.clock.monotonic()).toBeLessThan(5_000);
  });
});
