import { describe, expect, it } from 'vitest';
import type { StoreFaults } from '../fakes/faulty-run-store.ts';
import { createFailingWorld, createWorld, forever, idOf } from './world.ts';

describe('a cancel', () => {
  it('of a queued run ends it as REVOKED at once, and it never starts', async () => {
    const runs: number[] = [];
    const world = createWorld({ run: ({ attempt }) => runs.push(attempt) });
    const taskId = idOf(await world.begin());

    const cancelled = await world.cancel(taskId);

    expect(cancelled.status).toBe('REVOKED');
    expect(await world.work()).toBe('done');
    expect(runs).toEqual([]);
  });

  it('of a started run reaches its task by the next heartbeat', async () => {
    const world = createWorld({ run: forever });
    const taskId = idOf(await world.begin());
    const work = world.startWork();
    await world.clock.advance(1_000);

    const asked = await world.cancel(taskId);
    await world.clock.advance(12_000);

    expect(asked.status).toBe('STARTED');
    expect(asked.cancelRequestedAt).not.toBeNull();
    expect(await work).toBe('done');
    expect(await world.byId(taskId)).toMatchObject({ status: 'REVOKED', error: null });
  });

  it('of a run whose worker has died ends it as REVOKED once the lease has lapsed', async () => {
    const diesAfterItsClaim: StoreFaults = {
      before: ({ method, args }) =>
        method === 'update' && args[1].set?.status === undefined
          ? new Promise(() => {})
          : undefined,
    };
    const world = createFailingWorld(diesAfterItsClaim, { run: () => new Promise(() => {}) });
    const taskId = idOf(await world.begin());
    void world.startWork();
    await world.clock.advance(31_000);

    expect((await world.cancel(taskId)).status).toBe('REVOKED');
  });

  it('asked twice answers the same', async () => {
    const world = createWorld();
    const taskId = idOf(await world.begin());

    const first = await world.cancel(taskId);
    const second = await world.cancel(taskId);

    expect(second).toEqual(first);
  });

  it('of a run that has ended is refused', async () => {
    const world = createWorld();
    const taskId = idOf(await world.begin());
    await world.work();

    await expect(world.cancel(taskId)).rejects.toMatchObject({ code: 'already-ended' });
  });

  it('of a run that waits for its backoff ends it at once', async () => {
    const world = createWorld({
      run: () => {
        throw new Error('no');
      },
      policy: { backoffSeconds: 100 },
    });
    const taskId = idOf(await world.begin());
    await world.work();

    expect((await world.cancel(taskId)).status).toBe('REVOKED');
  });

  it('frees the URL for a new run', async () => {
    const world = createWorld();
    const first = idOf(await world.begin());
    await world.cancel(first);

    expect((await world.begin()).outcome).toBe('started');
  });
});
