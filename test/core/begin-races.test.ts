import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { beforeFirst, headPuts } from './faults.ts';
import { createFailingWorld, createWorld, drain, idOf, recordOf } from './world.ts';

describe('a begin', () => {
  it('that replaces a run does not undo the end that is written meanwhile', async () => {
    let act: () => Promise<unknown> = async () => undefined;
    const world = createFailingWorld({
      before: ({ method, args }) => {
        if (method !== 'put' || args[0].item !== 'head') return;
        const meanwhile = act;
        act = async () => undefined;
        return meanwhile().then(() => undefined);
      },
    });
    const first = idOf(await world.begin());
    act = () => world.work();

    const second = await world.begin({ checkRunning: false });

    expect(second.outcome).toBe('started');
    expect(await world.byId(first)).toMatchObject({ status: 'SUCCESS', result: '{"x":1}' });
  });

  it('finds its own run, which a worker began and another begin has replaced', async () => {
    const slow = Promise.withResolvers<void>();
    const world = createFailingWorld(beforeFirst(headPuts, () => slow.promise));
    const begun = world.begin();
    while (world.queue.size() === 0) await Promise.resolve();
    await world.work();
    const { run } = await world.byUrl();
    await world.begin({ checkRunning: false });

    slow.resolve();

    expect((await begun).outcome).toBe('started');
    expect(recordOf(await begun)).toMatchObject({ run, status: 'SUCCESS' });
  });

  it('without a polling URL that is asked for again after a fault begins another run', async () => {
    const runs = new Set<string>();
    const fault = () => {
      throw new StoreFault('down');
    };
    const world = createFailingWorld(beforeFirst(headPuts, fault), {
      run: ({ taskId }) => runs.add(taskId).size,
    });
    await expect(world.begin({ pollingUrl: null })).rejects.toThrow('down');

    const again = idOf(await world.begin({ pollingUrl: null }));
    await drain(world);

    expect(runs.size).toBe(2);
    expect(runs).toContain(again);
  });

  it('that caches nothing does not join a run with other arguments', async () => {
    const world = createWorld();
    await world.begin({ x: 1 });

    await expect(world.begin({ x: 2, cacheResults: false })).rejects.toMatchObject({
      code: 'polling-url-in-use',
    });
  });

  it('by the task ID of a run with other arguments is refused while that is in flight', async () => {
    const world = createWorld();
    const { key, run } = recordOf(await world.begin({ x: 1, pollingUrl: null }));

    await expect(world.begin({ x: 2, taskId: { key, run } })).rejects.toMatchObject({
      code: 'polling-url-in-use',
    });
  });
});
