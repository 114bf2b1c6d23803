import { describe, expect, it } from 'vitest';
import { recordOfBegun } from '../../core/begun-run.ts';
import { StoreFault, UnknownShape } from '../../core/errors.ts';
import { parsePolicy } from '../../core/policy.ts';
import { pollingUrlOf } from '../../core/status.ts';
import { leastRecordMs, lostAfterMs } from '../../core/times.ts';
import { beforeFirst, headPuts, type When } from './faults.ts';
import {
  createFailingWorld,
  createWorld,
  fails,
  idOf,
  recordOf,
  type World,
  type WorldOptions,
} from './world.ts';

const dayMs = 86_400_000;
const yearSeconds = 31_536_000;

/** Puts of a head over another. */
const refreshes: When = (call) => headPuts(call) && call.method === 'put' && !call.args[2].absent;

/** A world whose run has succeeded once; every one after it has broken down fails. */
async function createGood(policy: WorldOptions['policy'] = {}) {
  let bad = false;
  const world = createWorld({
    policy: { retries: 0, ...policy },
    run: (job, context) => (bad ? fails(job, context) : 5),
  });
  const { run } = recordOf(await world.begin());
  await world.work();
  const breakDown = () => {
    bad = true;
  };
  return { world, run, breakDown };
}

/** One whose next run has failed too. */
async function createFailedAfterGood(policy: WorldOptions['policy'] = {}) {
  const { world, run, breakDown } = await createGood(policy);
  breakDown();
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

  it.each([
    ['has failed', async (_: string, { work }: World) => void (await work())],
    ['was cancelled', async (taskId: string, { cancel }: World) => void (await cancel(taskId))],
    [
      'was lost',
      async (_: string, { queue, clock }: World) => {
        await (await queue.receive())?.remove();
        await clock.advance(lostAfterMs);
      },
    ],
  ])('after a run that %s is the answer as long as it is fresh', async (_, end) => {
    const { world, run, breakDown } = await createGood({ maxAgeSeconds: yearSeconds });
    const { clock, table } = world;
    const { freshUntil } = await world.byUrl();
    breakDown();
    await end(idOf(await world.begin()), world);

    await clock.advance(leastRecordMs);
    const weeksLater = await world.begin({ reuse: true });
    await clock.advance(Date.parse(freshUntil ?? '') - 1 - clock.now());
    table.deleteExpired(clock.now());
    const atLast = await world.begin({ reuse: true });
    const found = await recordOfBegun(atLast, world.ports);
    await clock.advance(1);
    const after = await world.begin({ reuse: true });

    expect(weeksLater).toMatchObject({ outcome: 'cached', good: { run } });
    expect(atLast).toMatchObject({ outcome: 'cached', good: { run } });
    expect(found).toMatchObject({ run, result: '5' });
    expect(after.outcome).toBe('started');
  });

  it('keeps a long URL as long as itself, though its task has another policy by now', async () => {
    const pollingUrl = `/zone/${'a'.repeat(1000)}`;
    const world = createWorld({ policy: { maxAgeSeconds: yearSeconds } });
    await world.begin({ pollingUrl });
    await world.work();
    const policy = parsePolicy({ maxAgeSeconds: 60 });
    await world.begin({ pollingUrl, checkRunning: false, task: { ...world.task, policy } });

    await world.clock.advance(360 * dayMs);
    world.table.deleteExpired(world.clock.now());
    const found = await recordOfBegun(await world.begin({ pollingUrl, reuse: true }), world.ports);

    expect(await pollingUrlOf(found, world.ports.store)).toBe(pollingUrl);
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

describe('a stale result', () => {
  const policy = { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 60, handoverSeconds: 0 };

  it('is the answer though its URL is of other arguments by the time it is refreshed', async () => {
    const world: World = createFailingWorld(
      beforeFirst(refreshes, async () => {
        await world.clock.advance(1);
        await world.begin({ x: 2 });
      }),
      { policy },
    );
    await world.begin();
    await world.work();
    await world.clock.advance(119_999);

    const stale = await world.begin({ reuse: true });

    expect(stale).toMatchObject({ outcome: 'stale', behind: null });
    expect((await world.byUrl()).status).toBe('PENDING');
  });

  it('is the answer though its URL is of a newer version by the time it is refreshed', async () => {
    const fault = new UnknownShape('v2');
    const world = createFailingWorld(
      beforeFirst(refreshes, () => {
        throw fault;
      }),
      { policy },
    );
    await world.begin();
    await world.work();
    await world.clock.advance(60_000);

    const stale = await world.begin({ reuse: true });

    expect(stale).toMatchObject({ outcome: 'stale', behind: { fault } });
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
