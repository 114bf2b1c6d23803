import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { headOf } from '../../core/find.ts';
import { deadlineMarginMs, heartbeatMs, leaseMs } from '../../core/times.ts';
import { workOn } from '../../core/work.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { beats } from './faults.ts';
import {
  createFailingWorld,
  createWorld,
  deliveryOf,
  forever,
  recordOf,
  type World,
} from './world.ts';

/** A task that is deaf to its signal, and shows progress twice a second for so long. */
function talkative(clock: () => World['clock'], ms: number): FakeRun {
  return async (_job, { onProgress }) => {
    for (let current = 1; current <= ms / 500; current += 1) {
      onProgress({ current, total: null, message: null });
      await clock().sleep(500);
    }
    return 'done';
  };
}

describe('a worker', () => {
  it('that cannot start a thread lets its lease lapse', async () => {
    const world = createWorld();
    await world.begin();
    world.ports.executor = { execute: () => Promise.reject(new Error('no thread')) };

    expect(await world.work()).toBe('failed');
    await world.clock.advance(2 * leaseMs);

    const { claimableAt } = await world.byUrl();
    expect(Date.parse(claimableAt ?? '')).toBeLessThanOrEqual(world.clock.now());
  });

  it('without a table stops its task 5 s before the lease lapses', async () => {
    let down = false;
    let stoppedAt = 0;
    const world = createFailingWorld(
      {
        before: () => {
          if (down) throw new StoreFault('down');
        },
      },
      {
        run: (job, context) => {
          context.signal.addEventListener('abort', () => (stoppedAt = world.clock.monotonic()));
          return forever(job, context);
        },
      },
    );
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(1_000);
    down = true;

    await world.clock.runUntil(work);

    expect(deadlineMarginMs).toBe(5_000);
    expect(stoppedAt).toBe(leaseMs - 5_000);
  });

  it('writes nothing more past its deadline, though the table is back and progress has changed', async () => {
    let down = false;
    let writes = 0;
    const world: World = createFailingWorld(
      {
        before: ({ method }) => {
          if (down) throw new StoreFault('down');
          if (method === 'update') writes += 1;
        },
        // So that the deadline falls between two beats, and the next one finds the table back.
        after: (call) => (beats(call) ? world.clock.sleep(300) : undefined),
      },
      { run: talkative(() => world.clock, 60_000) },
    );
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(1_500);
    down = true;
    await world.clock.advance(leaseMs - deadlineMarginMs - 400);
    down = false;
    writes = 0;

    expect(await world.clock.runUntil(work)).toBe('kept');

    expect(writes).toBe(0);
  });

  it('leaves the visibility alone where a heartbeat is answered past the deadline', async () => {
    let slow = false;
    const shownAt: number[] = [];
    const world = createFailingWorld(
      { after: () => (slow ? world.clock.sleep(20_000) : undefined) },
      { run: forever },
    );
    await world.begin();
    const delivery = await deliveryOf(world, () => shownAt.push(world.clock.monotonic()));
    const work = workOn(delivery, world.ports);
    await world.clock.advance(9_500);
    slow = true;

    expect(await world.clock.runUntil(work)).toBe('kept');

    expect(shownAt).toEqual([0]);
  });

  it('counts its deadline from when a heartbeat was sent, however late it is answered', async () => {
    let down = false;
    let stoppedAt = 0;
    const world: World = createFailingWorld(
      {
        before: () => {
          if (down) throw new StoreFault('down');
        },
        after: async (call) => {
          if (!beats(call)) return;
          down = true;
          await world.clock.sleep(8_000);
        },
      },
      {
        run: (job, context) => {
          context.signal.addEventListener('abort', () => (stoppedAt = world.clock.monotonic()));
          return forever(job, context);
        },
      },
    );
    await world.begin();

    await world.work();

    expect(stoppedAt).toBe(heartbeatMs + leaseMs - deadlineMarginMs);
  });

  it('that stood still until its deadline had passed sends no heartbeat', async () => {
    let stoodMs = 0;
    let writes = 0;
    const world = createFailingWorld(
      { before: ({ method }) => void (writes += method === 'update' ? 1 : 0) },
      { run: forever },
    );
    const { clock } = world;
    world.ports.clock = { ...clock, monotonic: () => clock.monotonic() + stoodMs };
    await world.begin();
    const work = world.startWork();
    await clock.advance(1_500);
    stoodMs = leaseMs - deadlineMarginMs;
    writes = 0;

    expect(await clock.runUntil(work)).toBe('kept');

    expect(writes).toBe(0);
  });

  it('whose result took until its deadline to be stored does not settle', async () => {
    let writes = 0;
    const world: World = createFailingWorld(
      {
        before: ({ method }) => void (writes += method === 'update' ? 1 : 0),
        after: ({ method }) =>
          method === 'putResult' ? world.clock.sleep(leaseMs - deadlineMarginMs) : undefined,
      },
      { run: () => 'x'.repeat(2_000) },
    );
    await world.begin();

    expect(await world.work()).toBe('failed');

    const claim = 1;
    expect(writes).toBe(claim);
  });

  it('that stood still until its deadline had passed does not settle', async () => {
    let stoodMs = 0;
    const world = createWorld({
      run: () => {
        stoodMs = leaseMs - deadlineMarginMs;
        return 'late';
      },
    });
    const { clock } = world;
    world.ports.clock = { ...clock, monotonic: () => clock.monotonic() + stoodMs };
    await world.begin();

    expect(await world.work()).toBe('kept');

    expect((await world.byUrl()).status).toBe('STARTED');
  });

  it('whose run another has claimed asks to write nothing more, even after its time-out', async () => {
    let writes = 0;
    const world = createFailingWorld(
      { before: ({ method }) => void (writes += method === 'update' ? 1 : 0) },
      { run: talkative(() => world.clock, 60_000), policy: { timeoutSeconds: 20 } },
    );
    const { key } = recordOf(await world.begin());
    const work = world.startWork();
    await world.clock.advance(20_200);
    await world.table.update(headOf(key), { increment: ['fence', 'attempt'] }, {});
    writes = 0;

    expect(await world.clock.runUntil(work)).toBe('kept');

    const refused = 1;
    expect(writes).toBe(refused);
  });
});

describe('progress', () => {
  it('costs the queue nothing: visibility is set by heartbeats', async () => {
    let changes = 0;
    const world = createWorld({ run: talkative(() => world.clock, 60_000) });
    await world.begin();
    const delivery = await deliveryOf(world, () => (changes += 1));

    expect(await world.clock.runUntil(workOn(delivery, world.ports))).toBe('done');

    expect(changes).toBeLessThanOrEqual(1 + 60_000 / heartbeatMs);
  });

  it('that is shown again unchanged is not written', async () => {
    let written = 0;
    const world = createFailingWorld(
      { before: (call) => void (written += beats(call) ? 1 : 0) },
      {
        run: async (_job, { onProgress }) => {
          for (let times = 0; times < 90; times += 1) {
            onProgress({ current: 3, total: 60, message: null });
            await world.clock.sleep(100);
          }
        },
      },
    );
    await world.begin();

    await world.work();

    expect(written).toBe(1);
  });
});
