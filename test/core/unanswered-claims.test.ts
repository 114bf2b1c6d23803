import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import type { RunStore } from '../../core/ports.ts';
import { leaseUntilMs } from '../../core/run.ts';
import { patienceMs, deadlineMarginMs, leaseMs } from '../../core/times.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import { routedRunStore } from '../fakes/routed-run-store.ts';
import { beats, loseFirst, sets } from './faults.ts';
import { createFailingWorld, createWorld, forever, type World } from './world.ts';

const claims = sets('STARTED');

describe('a claim', () => {
  it('that was written and not answered is known by its holder, and spends no attempt', async () => {
    const attempts: number[] = [];
    const world = createFailingWorld(loseFirst(claims), {
      policy: { retries: 0 },
      run: ({ attempt }) => attempts.push(attempt),
    });
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(attempts).toEqual([1]);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1, fence: 1 });
  });

  it('that did not arrive is tried again', async () => {
    const world: World = createFailingWorld(
      {
        before: (call) => {
          if (claims(call) && world.clock.monotonic() < patienceMs / 2) {
            throw new StoreFault('down');
          }
        },
      },
      { policy: { retries: 0 } },
    );
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('that stays unanswered past its patience leaves the message to another', async () => {
    let down = true;
    const world = createFailingWorld(
      {
        before: (call) => {
          if (down && claims(call)) throw new StoreFault('down');
        },
      },
      { policy: { retries: 0 } },
    );
    await world.begin();

    expect(await world.work()).toBe('failed');

    const gaveUpAt = world.clock.monotonic();
    expect(gaveUpAt).toBeGreaterThan(patienceMs / 2);
    expect(gaveUpAt).toBeLessThan(patienceMs);
    expect(world.queue.size()).toBe(1);
    down = false;
    await world.clock.advance(leaseMs);
    expect(await world.work()).toBe('done');
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('counts its lease from its first try, which may be the one that was written', async () => {
    const { world, stoppedAt } = withoutHeartbeats({
      after: (call) => {
        if (claims(call) && world.clock.monotonic() < patienceMs / 2) {
          throw new StoreFault('no answer');
        }
      },
    });
    await world.begin();

    await world.work();

    expect(stoppedAt()).toBe(leaseMs - deadlineMarginMs);
  });

  it('counts its lease from when it was sent, however late it is answered', async () => {
    const { world, stoppedAt } = withoutHeartbeats({
      after: (call) => (claims(call) ? world.clock.sleep(8_000) : undefined),
    });
    await world.begin();

    await world.work();

    expect(stoppedAt()).toBe(leaseMs - deadlineMarginMs);
  });

  it('keeps its heartbeats to a lease of 30 s, however late the try was that was written', async () => {
    const { after } = loseFirst(claims);
    const world: World = createFailingWorld(
      {
        before: (call) => {
          if (claims(call) && world.clock.monotonic() < 8_000) throw new StoreFault('down');
        },
        ...(after && { after }),
      },
      { run: (_job, { signal }) => world.clock.sleep(60_000, signal).then(() => 'done') },
    );
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(25_000);

    const leases: number[] = [];
    for (let second = 0; second < 20; second += 1) {
      await world.clock.advance(1_000);
      leases.push(leaseUntilMs(await world.byUrl()) - world.clock.now());
    }

    expect(Math.max(...leases)).toBeLessThanOrEqual(leaseMs);
    expect(Math.min(...leases)).toBeGreaterThan(leaseMs - 12_000);
    expect(await world.clock.runUntil(work)).toBe('done');
  });

  it('that arrives while its run is begun for it counts its lease from when it was sent', async () => {
    let late: (() => Promise<unknown>) | undefined;
    const { world, stoppedAt } = withoutHeartbeats({}, (store) =>
      routedRunStore(store, async ({ method, args }, work) => {
        if (method === 'put' && args[0].item === 'head') {
          if (late === undefined) throw new StoreFault('down');
          const begun = await work();
          await late();
          await world.clock.sleep(3_000);
          return begun;
        }
        if (late !== undefined || method !== 'update') return work();
        late = work;
        throw new StoreFault('no answer');
      }),
    );
    await expect(world.begin()).rejects.toThrow(StoreFault);

    await world.work();

    expect(stoppedAt()).toBe(leaseMs - deadlineMarginMs);
  });
});

/** A world whose heartbeats all fail, and when its task was told to stop. */
function withoutHeartbeats(
  { after }: StoreFaults,
  through: (store: RunStore) => RunStore = (store) => store,
): { world: World; stoppedAt: () => number } {
  let stoppedAt = 0;
  const faults: StoreFaults = {
    before: (call) => {
      if (beats(call)) throw new StoreFault('down');
    },
    ...(after && { after }),
  };
  const world = createWorld({
    through: (table) => through(createFaultyRunStore(table, faults)),
    run: (job, context) => {
      context.signal.addEventListener('abort', () => (stoppedAt = world.clock.monotonic()));
      return forever(job, context);
    },
  });
  return { world, stoppedAt: () => stoppedAt };
}
