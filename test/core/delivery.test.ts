import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { digestOf } from '../../core/key.ts';
import { leaseMs } from '../../core/times.ts';
import { workOn } from '../../core/work.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { sets } from './faults.ts';
import {
  changeMessage,
  createFailingWorld,
  createWorld,
  deliveryOf,
  fails,
  recordOf,
} from './world.ts';

describe('a message', () => {
  it('is hidden for a lease before its run is claimed', async () => {
    const order: unknown[] = [];
    const world = createFailingWorld({
      before: (call) => void (sets('STARTED')(call) && order.push('claim')),
    });
    await world.begin();

    const delivery = await deliveryOf(world, (seconds) => order.push(seconds));
    await workOn(delivery, world.ports);

    expect(order).toEqual([leaseMs / 1000, 'claim']);
  });

  it('that has to wait for a backoff is given back for just so long, as is its double', async () => {
    const world = createWorld({ policy: { backoffSeconds: 100 }, run: fails });
    await world.begin();
    const { body } = await deliveryOf(world, () => undefined);
    await world.clock.advance(leaseMs);
    await world.work();
    const waitMs = Date.parse((await world.byUrl()).claimableAt ?? '') - world.clock.now();
    await world.queue.send(body);

    const doubled = await world.work();
    await world.clock.advance(waitMs - 1_000);
    const tooEarly = await world.queue.receive();
    await world.clock.advance(2_000);

    expect(doubled).toBe('kept');
    expect(tooEarly).toBeUndefined();
    expect(await world.queue.receive()).toBeDefined();
    expect(await world.queue.receive()).toBeDefined();
  });

  it('of a task that this worker does not know yet is kept', async () => {
    const world = createWorld();
    await world.begin();
    await changeMessage(world, (body) => body.replace('"task":"job"', '"task":"newer"'));

    expect(await world.work()).toBe('kept');

    expect((await world.byUrl()).attempt).toBe(0);
  });

  it('of a task that is gone ends its run, which names the task, once no deployment can take so long', async () => {
    const world = createWorld();
    await world.begin();
    await changeMessage(world, (body) => body.replace('"task":"job"', '"task":"gone"'));

    await world.clock.advance(119_999);
    expect(await world.work()).toBe('kept');
    await world.clock.advance(30_000);
    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      attempt: 0,
      error: {
        name: 'UnknownTask',
        message: 'The worker has no task gone: it was removed or renamed after this run was begun',
      },
    });
    await world.clock.advance(60_000);
    expect((await world.begin({ x: 2 })).outcome).toBe('started');
  });

  it('whose arguments and digest were changed together is found out', async () => {
    const world = createWorld();
    const { digest } = recordOf(await world.begin());
    await changeMessage(world, (body) =>
      body
        .replace('{\\"x\\":1}', '{\\"x\\":2}')
        .replace(digest, digestOf(sha256, 'job', '{"x":2}')),
    );

    await world.work();

    expect((await world.byUrl()).error?.name).toBe('ArgumentsChanged');
  });

  it('is worked on where time-out and settle fit into the time left, and not a moment less', async () => {
    const world = createWorld({ policy: { timeoutSeconds: 60 } });
    await world.begin();

    world.ports.remainingMs = () => 64_999;
    const tooLate = await world.work();
    await world.clock.advance(1_000);
    world.ports.remainingMs = () => 65_000;
    const inTime = await world.work();

    expect([tooLate, inTime]).toEqual(['kept', 'done']);
    expect((await world.byUrl()).attempt).toBe(1);
  });

  it('for which the time left is too short is there again after a second', async () => {
    const world = createWorld();
    await world.begin();
    world.ports.remainingMs = () => 1_000;
    await world.work();

    await world.clock.advance(999);
    const before = await world.queue.receive();
    await world.clock.advance(1);

    expect(before).toBeUndefined();
    expect(await world.queue.receive()).toBeDefined();
  });
});

describe('an attempt', () => {
  it('begins without the progress and the error of the one before', async () => {
    const world = createWorld({
      policy: { backoffSeconds: 0 },
      run: async (job, context) => {
        if (job.attempt > 1) return new Promise(() => {});
        context.onProgress({ current: 1, total: 2, message: null });
        await world.clock.sleep(1_500);
        return fails(job, context);
      },
    });
    await world.begin();
    await world.work();
    const waiting = await world.byUrl();
    await world.clock.advance(1_000);

    void world.startWork();
    await world.clock.advance(0);

    expect(waiting).toMatchObject({ status: 'RETRY', error: { message: 'no' } });
    expect(await world.byUrl()).toMatchObject({
      status: 'STARTED',
      attempt: 2,
      progress: null,
      error: null,
    });
  });

  it('that follows a dead one begins without the progress of that', async () => {
    let dead = false;
    const world = createFailingWorld(
      {
        before: () => {
          if (dead) throw new StoreFault('down');
        },
      },
      {
        run: (_job, { onProgress }) => {
          if (!dead) onProgress({ current: 1, total: 2, message: null });
          return new Promise(() => {});
        },
      },
    );
    await world.begin();
    void world.startWork();
    await world.clock.advance(1_500);
    const before = await world.byUrl();
    dead = true;
    await world.clock.advance(leaseMs + 1_500);
    world.ports.executor = { execute: () => new Promise(() => {}) };
    dead = false;

    void world.startWork();
    await world.clock.advance(0);

    expect(before.progress).toMatchObject({ current: 1 });
    expect(await world.byUrl()).toMatchObject({ attempt: 2, progress: null });
  });
});

describe('a result that the head has no room for', () => {
  it('is stored before its record says so', async () => {
    let failed = false;
    const world = createFailingWorld(
      {
        before: ({ method }) => {
          if (failed || method !== 'putResult') return;
          failed = true;
          throw new StoreFault('down');
        },
      },
      { run: () => 'x'.repeat(2000) },
    );
    await world.begin();

    expect(await world.work()).toBe('done');

    const { key, run, fence, resultAt } = await world.byUrl();
    expect(failed).toBe(true);
    expect(resultAt).toBe('result');
    expect(await world.table.readResult({ key, run, fence })).toContain('xxx');
  });
});
