import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { headPuts } from './faults.ts';
import {
  createFailingWorld,
  createWorld,
  fails,
  idOf,
  recordOf,
  type WorldOptions,
} from './world.ts';

const dayMs = 86_400_000;

/** A world whose run has succeeded once and whose next one has failed. */
async function createFailedAfterGood(policy: WorldOptions['policy'] = {}) {
  let bad = false;
  const world = createWorld({
    policy: { retries: 0, ...policy },
    run: (job, context) => (bad ? fails(job, context) : 5),
  });
  const { run } = recordOf(await world.begin());
  await world.work();
  bad = true;
  await world.begin();
  await world.work();
  return { world, run };
}

describe('the last good result', () => {
  it('is the answer of who may reuse it after the next run has failed', async () => {
    const { world, run } = await createFailedAfterGood();

    const reused = await world.begin({ reuse: true });

    expect((await world.byUrl()).status).toBe('FAILURE');
    expect(reused).toMatchObject({ outcome: 'cached', good: { run } });
  });

  it('keeps its URL from other arguments while it may be served', async () => {
    const { world } = await createFailedAfterGood({ failureMaxAgeSeconds: 0, handoverSeconds: 0 });

    await expect(world.begin({ x: 2 })).rejects.toMatchObject({ code: 'polling-url-in-use' });
  });

  it('is handed on over several runs for as long as it may be served, and no longer', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 100 } });
    const { run } = recordOf(await world.begin());
    await world.work();
    await world.begin();

    const third = recordOf(await world.begin({ checkRunning: false }));
    await world.clock.advance(100_000);
    const fourth = recordOf(await world.begin({ checkRunning: false }));

    expect(third.good).toMatchObject({ run });
    expect(fourth.good).toBeNull();
  });

  it('of other arguments is not handed on, not even by a worker whose clock is behind', async () => {
    let down = false;
    const world = createFailingWorld(
      {
        before: (call) => {
          if (down && headPuts(call)) throw new StoreFault('down');
        },
      },
      {
        policy: { maxAgeSeconds: 100, handoverSeconds: 0, retries: 0 },
        run: (job, context) => (job.args === '{"x":1}' ? 1 : fails(job, context)),
      },
    );
    const { clock } = world;
    await world.begin({ x: 1 });
    await world.work();
    await clock.advance(100_000);
    down = true;
    await expect(world.begin({ x: 2 })).rejects.toThrow('down');
    down = false;
    world.ports.clock = { ...clock, now: () => clock.now() - 1_000 };

    await world.work();

    expect(await world.byUrl()).toMatchObject({ status: 'FAILURE', good: null });
  });
});

describe('an outcome', () => {
  it('is handed over for 10 s, however short it is remembered', async () => {
    const world = createWorld({ policy: { failureMaxAgeSeconds: 0, retries: 0 }, run: fails });
    const first = idOf(await world.begin());
    await world.work();

    await world.clock.advance(9_999);
    const young = await world.begin({ reuse: true });
    await world.clock.advance(1);
    const old = await world.begin({ reuse: true });

    expect([young.outcome, idOf(young)]).toEqual(['cached', first]);
    expect(old.outcome).toBe('started');
  });

  it('keeps its record for as long as its result may be served', async () => {
    const world = createWorld({
      policy: { maxAgeSeconds: 8_640_000, staleIfErrorSeconds: 86_400 },
    });
    await world.begin();
    await world.work();

    const { finishedAt, expiresAt } = await world.byUrl();

    expect(Date.parse(expiresAt ?? '') - Date.parse(finishedAt ?? '')).toBe(101 * dayMs);
  });
});
