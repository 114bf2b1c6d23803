import { describe, expect, it } from 'vitest';
import { PermanentError } from '../../core/errors.ts';
import { leaseMs } from '../../core/times.ts';
import { createFailingWorld, createWorld, drain, forever, idOf, recordOf } from './world.ts';

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
    const world = createFailingWorld(
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

  it('keeps its message to itself while it writes progress', async () => {
    const world = createWorld({
      run: async (_job, { onProgress }) => {
        for (let current = 1; current <= 150; current += 1) {
          onProgress({ current, total: 150, message: null });
          await world.clock.sleep(1_000);
        }
        return 'done';
      },
    });
    await world.begin();
    const work = world.startWork();

    let others = 0;
    for (let second = 0; second < 140; second += 1) {
      await world.clock.advance(1_000);
      if ((await world.queue.receive()) !== undefined) others += 1;
    }

    expect(others).toBe(0);
    expect(await world.clock.runUntil(work)).toBe('done');
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
