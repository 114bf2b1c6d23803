import { describe, expect, it } from 'vitest';
import { PermanentError, StoreFault } from '../../core/errors.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { createWorld, idOf, recordOf, type WorldOptions } from './world.ts';

const leaseMs = 30_000;

const forever: FakeRun = (_job, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Works off what is there, letting time run until the queue is empty. */
async function drain(world: ReturnType<typeof createWorld>): Promise<void> {
  for (let turns = 0; turns < 1000; turns += 1) {
    if (world.queue.size() === 0) return;
    if ((await world.work()) === 'empty') await world.clock.advance(1000);
  }
  throw new Error('The queue does not come to an end');
}

function failing(faults: StoreFaults, options: WorldOptions = {}) {
  return createWorld({ ...options, through: (store) => createFaultyRunStore(store, faults) });
}

describe('a worker', () => {
  it('claims, runs and settles, and only then lets the message go', async () => {
    const world = createWorld({ run: () => ({ area: 12 }) });
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({
      status: 'SUCCESS',
      attempt: 1,
      fence: 1,
      result: '{"area":12}',
      claimableAt: null,
    });
  });

  it('drops a second delivery of a run that has ended', async () => {
    const runs: number[] = [];
    const world = createWorld({ run: ({ attempt }) => runs.push(attempt) });
    await world.begin();
    const { body } = (await world.queue.receive()) ?? { body: '' };
    await world.queue.send(body);

    await drain(world);

    expect(runs).toEqual([1]);
  });

  it('gives a message back until the live lease of another lapses', async () => {
    const world = createWorld({ run: forever, policy: { timeoutSeconds: 60 } });
    await world.begin();
    const body = (await world.queue.receive())?.body ?? '';
    await world.queue.send(body);
    const first = world.startWork();
    await world.clock.advance(5_000);
    await world.queue.send(body);

    const second = await world.startWork();

    expect(second).toBe('kept');
    expect((await world.byUrl()).attempt).toBe(1);
    await world.clock.runUntil(first);
  });

  it('keeps its lease for as long as the task works', async () => {
    const world = createWorld({
      run: async () => world.clock.sleep(200_000).then(() => 'late'),
      policy: { retries: 0 },
    });
    await world.begin();
    const work = world.startWork();

    await world.clock.advance(150_000);
    const { status, claimableAt } = await world.byUrl();

    expect(status).toBe('STARTED');
    expect(Date.parse(claimableAt ?? '')).toBeGreaterThan(world.clock.now() + leaseMs / 2);
    expect(await world.clock.runUntil(work)).toBe('done');
  });

  it('writes progress that has changed, at most once a second', async () => {
    let writes = 0;
    const world = failing(
      { before: ({ method }) => void (writes += method === 'update' ? 1 : 0) },
      {
        run: async (_job, { onProgress }) => {
          for (let current = 1; current <= 100; current += 1) {
            onProgress({ current, total: 100, message: null });
            await world.clock.sleep(50);
          }
          return 'done';
        },
      },
    );
    await world.begin();
    const work = world.startWork();

    await world.clock.advance(2_500);
    const { progress } = await world.byUrl();
    await world.clock.runUntil(work);

    expect(progress?.current).toBeGreaterThan(30);
    expect(writes).toBeLessThanOrEqual(2 + 5);
  });

  it('retries with backoff and ends as FAILURE after the last attempt', async () => {
    const at: number[] = [];
    const world = createWorld({
      policy: { retries: 2, backoffSeconds: 10 },
      run: () => {
        at.push(world.clock.now());
        throw new RangeError('no');
      },
    });
    await world.begin();

    expect(await world.work()).toBe('kept');
    expect((await world.byUrl()).status).toBe('RETRY');
    await drain(world);

    expect(at).toHaveLength(3);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      attempt: 3,
      error: { name: 'RangeError', message: 'no' },
    });
  });

  it('does not retry a PermanentError', async () => {
    const world = createWorld({
      run: () => {
        throw new PermanentError('never');
      },
    });
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'FAILURE', attempt: 1 });
  });

  it('stops a task at its time-out, whatever it returns then', async () => {
    const world = createWorld({
      policy: { timeoutSeconds: 60, retries: 0 },
      run: (_job, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve('half'))),
    });
    await world.begin();

    await world.work();

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      error: { name: 'TimeoutError', message: 'The attempt took longer than 60 s' },
    });
  });

  it('ends a task whose result no item can hold as FAILURE, naming size and limit', async () => {
    const world = createWorld({ run: () => 'x'.repeat(500_000) });
    await world.begin();

    await world.work();

    expect((await world.byUrl()).error).toEqual({
      name: 'ResultTooLarge',
      message: 'The result takes 500002 bytes as JSON; at most 409088 can be stored',
    });
  });

  it('fails a run whose arguments are not those it was begun with', async () => {
    const world = createWorld();
    await world.begin();
    const received = await world.queue.receive();
    await received?.remove();
    await world.queue.send((received?.body ?? '').replace('{\\"x\\":1}', '{\\"x\\":2}'));

    await world.work();

    expect((await world.byUrl()).error?.name).toBe('ArgumentsChanged');
  });

  it('keeps a message of an unknown shape', async () => {
    const world = createWorld();
    await world.queue.send('{"v":2}');

    expect(await world.work()).toBe('failed');
    expect(world.queue.size()).toBe(1);
  });

  it('claims nothing that the time left cannot finish', async () => {
    const world = createWorld();
    await world.begin();
    world.ports.remainingMs = () => 60_000;

    expect(await world.work()).toBe('kept');

    expect((await world.byUrl()).attempt).toBe(0);
  });

  it('goes on with a run that is replaced while it works', async () => {
    const world = createWorld({ run: () => world.clock.sleep(60_000).then(() => 'first') });
    const first = await world.begin();
    const work = world.startWork();
    await world.clock.advance(15_000);

    const second = await world.begin({ checkRunning: false });
    await world.clock.runUntil(work);

    expect(await world.byId(idOf(first))).toMatchObject({ status: 'SUCCESS', attempt: 1 });
    expect((await world.byUrl()).run).toBe(recordOf(second).run);
  });
});

describe('a worker that dies', () => {
  it('is followed by another once its lease has lapsed', async () => {
    let died = false;
    const world = failing(
      {
        before: ({ method, args }) => {
          if (died || method !== 'update' || args[1].set?.status !== 'SUCCESS') return;
          died = true;
          return new Promise(() => {});
        },
      },
      { run: ({ attempt }) => attempt },
    );
    await world.begin();
    void world.startWork();
    const began = world.clock.now();
    await world.clock.advance(0);

    await drain(world);

    expect(world.clock.now() - began).toBeLessThanOrEqual(leaseMs + 10_000);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 2, result: '2' });
  });

  it('at each of its attempts ends as FAILURE after the last one', async () => {
    const world = failing(
      {
        before: ({ method, args }) =>
          method === 'update' && args[1].set?.status === 'SUCCESS'
            ? new Promise(() => {})
            : undefined,
      },
      { policy: { retries: 1 } },
    );
    await world.begin();
    for (let attempts = 0; attempts < 2; attempts += 1) {
      void world.startWork();
      await world.clock.advance(leaseMs + 2_000);
    }

    await drain(world);

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      attempt: 2,
      error: { name: 'AttemptsExhausted' },
    });
  });

  it('and comes back as a zombie writes nothing', async () => {
    let release = () => {};
    const frozen = new Promise<void>((resolve) => (release = resolve));
    let froze = false;
    const world = failing(
      {
        before: ({ method, args }) => {
          if (froze || method !== 'update' || args[1].set?.status !== 'SUCCESS') return;
          froze = true;
          return frozen;
        },
      },
      { run: ({ attempt }) => `of attempt ${attempt}` },
    );
    await world.begin();
    const zombie = world.startWork();
    await world.clock.advance(leaseMs + 2_000);
    await drain(world);
    const ended = await world.byUrl();

    release();

    expect(await zombie).toBe('kept');
    expect(await world.byUrl()).toEqual(ended);
    expect(ended.result).toBe('"of attempt 2"');
  });
});

describe('a late heartbeat', () => {
  it('of a worker whose run another has claimed changes nothing, and stops its task', async () => {
    let release = () => {};
    const frozen = new Promise<void>((resolve) => (release = resolve));
    const stopped: number[] = [];
    let froze = false;
    const world = failing(
      {
        before: ({ method, args }) => {
          if (froze || method !== 'update' || args[1].set?.status !== undefined) return;
          froze = true;
          return frozen;
        },
      },
      {
        run: (job, context) => {
          context.signal.addEventListener('abort', () => stopped.push(job.attempt));
          return forever(job, context);
        },
      },
    );
    await world.begin();
    void world.startWork();
    await world.clock.advance(leaseMs + 2_000);
    void world.startWork();
    await world.clock.advance(0);
    const held = await world.byUrl();

    release();
    await world.clock.advance(0);

    expect(held).toMatchObject({ attempt: 2, fence: 2 });
    expect(await world.byUrl()).toEqual(held);
    expect(stopped).toEqual([1]);
  });
});

describe('a lost answer', () => {
  const once = (when: (call: Parameters<NonNullable<StoreFaults['after']>>[0]) => boolean) => {
    let done = false;
    return {
      after: (call: Parameters<NonNullable<StoreFaults['after']>>[0]) => {
        if (done || !when(call)) return;
        done = true;
        throw new StoreFault('no answer');
      },
    };
  };

  it('to the settle is made up for by asking again, and the end is written once', async () => {
    const world = failing(
      once(({ method, args }) => method === 'update' && args[1].set?.status === 'SUCCESS'),
    );
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', version: 3 });
  });

  it('to a heartbeat costs nothing', async () => {
    const world = failing(
      once(({ method, args }) => method === 'update' && args[1].set?.status === undefined),
      { run: () => world.clock.sleep(60_000).then(() => 'ok'), policy: { retries: 0 } },
    );
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('to a claim that the client asked again itself is known by its holder', async () => {
    const world = createWorld({
      through: (store) => ({
        ...store,
        update: async (place, change, guard) => {
          const outcome = await store.update(place, change, guard);
          const again = change.set?.status === 'STARTED';
          return again ? store.update(place, change, guard) : outcome;
        },
      }),
      policy: { retries: 0 },
    });
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });
});

describe('a store that is down', () => {
  it('past the deadline stops the attempt, and nothing more is written, not even visibility', async () => {
    let down = false;
    let aborted = false;
    const world = failing(
      {
        before: () => {
          if (down) throw new StoreFault('down');
        },
      },
      {
        run: (job, context) => {
          context.signal.addEventListener('abort', () => (aborted = true));
          return forever(job, context);
        },
      },
    );
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(12_000);
    down = true;
    await world.clock.advance(30_000);

    expect(aborted).toBe(true);
    expect(await work).toBe('kept');
    down = false;
    expect((await world.byUrl()).status).toBe('STARTED');
  });

  it('at the settle is asked again while the lease lasts', async () => {
    let down = false;
    const world = failing(
      {
        before: () => {
          if (down) throw new StoreFault('down');
        },
      },
      { run: () => ((down = true), 'kept') },
    );
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(10_000);
    down = false;

    expect(await world.clock.runUntil(work)).toBe('done');
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });
});
