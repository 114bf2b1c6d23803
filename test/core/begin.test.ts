import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { decodeMessage } from '../../core/message.ts';
import { createFailingWorld, createWorld, idOf, recordOf } from './world.ts';

describe('a begin', () => {
  it('starts a run that its polling URL and its task ID both find', async () => {
    const world = createWorld();

    const begun = await world.begin();

    expect(begun.outcome).toBe('started');
    expect((await world.byUrl()).status).toBe('PENDING');
    expect(await world.byId(idOf(begun))).toEqual(await world.byUrl());
  });

  it('joins the run in flight, queued or started', async () => {
    const world = createWorld();

    const first = await world.begin();
    const second = await world.begin();

    expect(second.outcome).toBe('running');
    expect(idOf(second)).toBe(idOf(first));
    expect(world.queue.size()).toBe(1);
  });

  it('is one run however many ask at once, and the others join it', async () => {
    const world = createWorld();

    const begun = await Promise.all(Array.from({ length: 50 }, () => world.begin()));

    expect(begun.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    expect(new Set(begun.map(idOf)).size).toBe(1);
  });

  it('leaves the messages of lost races to be dropped without a second run', async () => {
    const runs: string[] = [];
    const world = createWorld({ run: ({ taskId }) => runs.push(taskId) });
    await Promise.all(Array.from({ length: 10 }, () => world.begin()));

    while ((await world.work()) !== 'empty');

    expect(runs).toHaveLength(1);
    expect(world.queue.size()).toBe(0);
  });

  it('runs a complete URL again, since it does not look for a result', async () => {
    const world = createWorld();
    const first = await world.begin();
    await world.work();

    const second = await world.begin();

    expect(second.outcome).toBe('started');
    expect((await world.byId(idOf(first))).status).toBe('SUCCESS');
    expect((await world.byUrl()).status).toBe('PENDING');
  });

  it('that may reuse takes the fresh result, and begins once it is stale', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 100 } });
    const first = await world.begin();
    await world.work();

    const fresh = await world.begin({ reuse: true });
    await world.clock.advance(100_000);
    const stale = await world.begin({ reuse: true });

    expect(fresh.outcome).toBe('cached');
    expect(idOf(fresh)).toBe(idOf(first));
    expect(stale.outcome).toBe('started');
  });

  it('that may reuse takes the fresh earlier result while a forced run is in flight', async () => {
    const world = createWorld();
    const first = await world.begin();
    await world.work();
    await world.begin({ checkRunning: false });

    const reused = await world.begin({ reuse: true });

    expect(reused).toMatchObject({ outcome: 'cached', good: { run: recordOf(first).run } });
  });

  it('that forces begins beside the one in flight, and both go on', async () => {
    const world = createWorld();
    const first = await world.begin();

    const second = await world.begin({ checkRunning: false });
    while ((await world.work()) !== 'empty');

    expect(second.outcome).toBe('started');
    expect((await world.byId(idOf(first))).status).toBe('SUCCESS');
    expect((await world.byId(idOf(second))).status).toBe('SUCCESS');
    expect((await world.byUrl()).run).toBe(recordOf(second).run);
  });

  it('refuses other arguments while the run or its result stands, and begins them after', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 100 } });
    await world.begin({ x: 1 });

    await expect(world.begin({ x: 2 })).rejects.toMatchObject({ code: 'polling-url-in-use' });
    await world.work();
    await expect(world.begin({ x: 2 })).rejects.toMatchObject({ code: 'polling-url-in-use' });
    await world.clock.advance(100_000);

    expect((await world.begin({ x: 2 })).outcome).toBe('started');
  });

  it('without a polling URL always begins', async () => {
    const world = createWorld();

    const begun = await Promise.all([1, 2].map(() => world.begin({ pollingUrl: null })));

    expect(new Set(begun.map(idOf)).size).toBe(2);
  });

  it('by a task ID joins that run while it is in flight, and else begins with a new ID', async () => {
    const world = createWorld();
    const first = await world.begin({ pollingUrl: null });
    const { key, run } = recordOf(first);

    const joined = await world.begin({ taskId: { key, run } });
    await world.work();
    const begun = await world.begin({ taskId: { key, run } });

    expect([joined.outcome, idOf(joined)]).toEqual(['running', idOf(first)]);
    expect(begun.outcome).toBe('started');
    expect(idOf(begun)).not.toBe(idOf(first));
  });

  it('that caches nothing joins what is in flight, and else leaves the head alone', async () => {
    const world = createWorld();
    const first = await world.begin();
    const joined = await world.begin({ cacheResults: false });
    await world.work();

    const alone = await world.begin({ cacheResults: false });

    expect(idOf(joined)).toBe(idOf(first));
    expect(alone.outcome).toBe('started');
    expect((await world.byUrl()).run).toBe(recordOf(first).run);
    expect((await world.byId(idOf(alone))).url).toBeNull();
  });

  it('refuses arguments above the limit before anything is sent', async () => {
    const world = createWorld();
    const bound = { values: {}, json: `"${'x'.repeat(200 * 1024)}"` };

    await expect(world.begin({ bound })).rejects.toMatchObject({ code: 'too-large' });
    expect(world.queue.size()).toBe(0);
  });
});

describe('a begin that dies', () => {
  it('between its message and its head is begun by the worker', async () => {
    let down = true;
    const world = createFailingWorld({
      before: ({ method }) => {
        if (down && method === 'put') throw new StoreFault('down');
      },
    });
    await expect(world.begin()).rejects.toThrow('down');
    down = false;

    await world.work();

    expect((await world.byUrl()).status).toBe('SUCCESS');
  });

  it('after its head was written answers the retry by joining', async () => {
    let lost = true;
    const world = createFailingWorld({
      after: ({ method }) => {
        if (lost && method === 'put') throw new StoreFault('no answer');
      },
    });
    await expect(world.begin()).rejects.toThrow('no answer');
    lost = false;

    expect((await world.begin()).outcome).toBe('running');
  });

  it('is begun over the run that it expected, which goes on answering by its ID', async () => {
    let down = false;
    const world = createFailingWorld({
      before: ({ method }) => {
        if (down && method === 'put') throw new StoreFault('down');
      },
    });
    const first = await world.begin();
    await world.work();
    down = true;
    await expect(world.begin()).rejects.toThrow('down');
    down = false;

    await world.work();

    expect((await world.byUrl()).run).not.toBe(recordOf(first).run);
    expect((await world.byId(idOf(first))).status).toBe('SUCCESS');
  });

  it('finds its own run where a slow write comes after the worker has begun and ended it', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    let held = true;
    const world = createFailingWorld({
      before: ({ method }) => {
        if (!held || method !== 'put') return;
        held = false;
        return slow;
      },
    });
    const begun = world.begin();
    while (world.queue.size() === 0) await Promise.resolve();
    await world.work();

    release();

    expect((await begun).outcome).toBe('started');
    expect(recordOf(await begun).status).toBe('SUCCESS');
  });
});

describe('a message', () => {
  it('is ASCII, and holds all that the head needs', async () => {
    const world = createWorld();
    const begun = await world.begin({ pollingUrl: '/zone/%C3%A9' });

    const received = await world.queue.receive();

    expect(received?.body).toMatch(/^[\x20-\x7e]+$/);
    expect(decodeMessage(received?.body ?? '')).toMatchObject({
      run: recordOf(begun).run,
      expects: null,
      task: 'job',
      args: '{"x":1}',
      url: '/zone/%C3%A9',
    });
  });
});
