import { describe, expect, test } from 'vitest';
import { TaskFailed, TaskRevoked } from '../../client/errors.ts';
import { PermanentError, StoreFault } from '../../core/errors.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import { transports, type ClientWorld } from './client-worlds.ts';

describe.each(transports)('over $transport, who waits for a run', ({ createWorld }) => {
  /** A world whose task takes so long, and whose store fails as told. */
  function createSlowWorld(ms: number, faults: StoreFaults = {}): ClientWorld {
    const world: ClientWorld = createWorld({
      run: async ({ args }) => {
        await world.clock.sleep(ms);
        return JSON.parse(args);
      },
      through: (store) => createFaultyRunStore(store, faults),
    });
    return world;
  }

  test('is handed its result, and on the way each progress that is new', async () => {
    const world: ClientWorld = createWorld({ run: inSteps(() => world.clock) });
    const seen: number[] = [];
    const onProgress = ({ current }: { current: number }) => seen.push(current);

    const result = await worked(world, world.client.run('any', { value: 'x' }, { onProgress }));

    expect(result).toEqual({ value: 'x' });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  test('looks less and less often the longer it takes, and at least every 20 s', async () => {
    const looks: number[] = [];
    const world = createSlowWorld(240_000, {
      before: () => void looks.push(world.clock.now()),
    });

    await worked(world, world.client.run('any', { value: null }));

    const waits = looks.map((at, i) => (at - (looks[i - 1] ?? at)) / 1000).filter((s) => s > 0);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).toEqual([1, 20]);
  });

  test('is thrown the error of one that fails, rebuilt', async () => {
    const run: FakeRun = () => {
      throw new PermanentError('No such country');
    };
    const world = createWorld({ run });

    const failed = worked(world, world.client.run('any', { value: 1 }));

    await expect(failed).rejects.toThrow(TaskFailed);
    await expect(failed).rejects.toMatchObject({
      code: 'task-failed',
      message: 'The run failed after 1 attempt: PermanentError: No such country',
      status: 409,
      run: { status: 'FAILURE', attempt: 1 },
      cause: { name: 'PermanentError', message: 'No such country' },
    });
  });

  test('is told that it was cancelled', async () => {
    const world = createSlowWorld(60_000);
    const waiting = world.client.run('any', { value: 1 }, { pollingUrl: '/zone' });
    await underWay(world, waiting);
    const taskId = (await world.client.getTaskIdFromUrl('/zone')) ?? '';

    await world.client.cancel(taskId);

    await expect(world.clock.runUntil(waiting)).rejects.toThrow(TaskRevoked);
  });

  test('is let go after so many milliseconds, and the run goes on', async () => {
    const world = createSlowWorld(20_000);
    const options = { pollingUrl: '/zone', timeoutMs: 5_000 };

    const waiting = worked(world, world.client.run('any', { value: 1 }, options));

    await expect(waiting).rejects.toMatchObject({ code: 'timed-out' });
    await world.clock.advance(20_000);
    expect(await world.client.getProcessResult({ pollingUrl: '/zone' })).toEqual({ value: 1 });
  });

  test('is thrown the reason of its signal, and the run goes on', async () => {
    const world = createSlowWorld(20_000);
    const stopping = new AbortController();
    const options = { pollingUrl: '/zone', signal: stopping.signal };
    const waiting = world.client.run('any', { value: 1 }, options);
    await underWay(world, waiting);

    stopping.abort(new RangeError('Enough'));

    await expect(waiting).rejects.toThrow(new RangeError('Enough'));
    await world.clock.advance(20_000);
    expect(await world.client.getProcessResult({ pollingUrl: '/zone' })).toEqual({ value: 1 });
  });

  test('begins nothing by a signal that has aborted', async () => {
    const world = createWorld();
    const signal = AbortSignal.abort(new RangeError('Never'));

    const waiting = world.client.run('any', { value: 1 }, { signal });

    await expect(waiting).rejects.toThrow(new RangeError('Never'));
    expect(world.queue.size()).toBe(0);
  });

  test('does not mind a table that is away for a moment', async () => {
    const world = createSlowWorld(20_000, {
      before: () => {
        const seconds = (world.clock.now() - begunAt) / 1000;
        if (seconds > 3 && seconds < 6) throw new StoreFault('The table is away');
      },
    });
    const begunAt = world.clock.now();

    const result = await worked(world, world.client.run('any', { value: 1 }));

    expect(result).toEqual({ value: 1 });
  });

  test('is told after five looks in vain that there is no answer, and the run goes on', async () => {
    let away = false;
    const world = createSlowWorld(20_000, {
      before: () => {
        if (away) throw new StoreFault('The table is away');
      },
    });
    const waiting = world.client.run('any', { value: 1 }, { pollingUrl: '/zone' });
    await underWay(world, waiting);

    away = true;

    await expect(world.clock.runUntil(waiting)).rejects.toMatchObject({
      code: 'unavailable',
      status: 503,
    });
    away = false;
    await world.clock.advance(20_000);
    expect(await world.client.getProcessResult({ pollingUrl: '/zone' })).toEqual({ value: 1 });
  });
});

/** A run that shows ten steps of progress, one each 1.5 s. */
function inSteps(clock: () => ClientWorld['clock']): FakeRun {
  return async ({ args }, { onProgress }) => {
    for (let current = 1; current <= 10; current += 1) {
      onProgress({ current, total: 10, message: null });
      await clock().sleep(1_500);
    }
    return JSON.parse(args);
  };
}

/** Time running, with a worker on the first message, until the promise settles. */
async function worked<T>(world: ClientWorld, waiting: Promise<T>): Promise<T> {
  await underWay(world, waiting);
  return world.clock.runUntil(waiting);
}

/** As `worked`, but only for the first seconds. */
async function underWay({ clock, startWork }: ClientWorld, waiting: Promise<unknown>) {
  void waiting.catch(() => undefined);
  await clock.advance(0);
  void startWork();
  await clock.advance(2_500);
}
