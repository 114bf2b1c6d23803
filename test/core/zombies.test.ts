import { describe, expect, it } from 'vitest';
import { leaseMs } from '../../core/times.ts';
import { createFailingWorld, drain, forever } from './world.ts';

describe('a worker that dies', () => {
  it('is followed by another once its lease has lapsed', async () => {
    let died = false;
    const world = createFailingWorld(
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
    const world = createFailingWorld(
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
    const world = createFailingWorld(
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

describe('a late settle', () => {
  it('of a worker whose run another works on is refused by its fence', async () => {
    let release = () => {};
    const frozen = new Promise<void>((resolve) => (release = resolve));
    let froze = false;
    const world = createFailingWorld(
      {
        before: ({ method, args }) => {
          if (froze || method !== 'update' || args[1].set?.status !== 'SUCCESS') return;
          froze = true;
          return frozen;
        },
      },
      {
        run: async ({ attempt }) => {
          if (attempt === 2) await world.clock.sleep(20_000);
          return `of attempt ${attempt}`;
        },
      },
    );
    await world.begin();
    const zombie = world.startWork();
    await world.clock.advance(leaseMs + 2_000);
    const second = world.startWork();
    await world.clock.advance(0);
    const held = await world.byUrl();

    release();

    expect(await zombie).toBe('kept');
    expect(held).toMatchObject({ status: 'STARTED', fence: 2 });
    expect(await world.byUrl()).toEqual(held);
    expect(await world.clock.runUntil(second)).toBe('done');
    expect((await world.byUrl()).result).toBe('"of attempt 2"');
  });
});

describe('a late heartbeat', () => {
  it('of a worker whose run another has claimed changes nothing, and stops its task', async () => {
    let release = () => {};
    const frozen = new Promise<void>((resolve) => (release = resolve));
    const stopped: number[] = [];
    let froze = false;
    const world = createFailingWorld(
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
