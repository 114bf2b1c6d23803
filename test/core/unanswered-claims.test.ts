import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { patienceMs, deadlineMarginMs, leaseMs } from '../../core/times.ts';
import { beats, loseFirst, sets } from './faults.ts';
import { createFailingWorld, forever, type World } from './world.ts';

const claims = sets('STARTED');

describe('a claim', () => {
  it('that was written and not answered is known by its holder, and spends no attempt', async () => {
    const attempts: number[] = [];
    const world = createFailingWorld(loseFirst(claims), {
      policy: { retries: 0 },
      run: ({ attempt }) => attempts.push(attempt),
    });
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(attempts).toEqual([1]);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1, fence: 1 });
  });

  it('that did not arrive is tried again', async () => {
    const world: World = createFailingWorld(
      {
        before: (call) => {
          if (claims(call) && world.clock.monotonic() < patienceMs / 2) {
            throw new StoreFault('down');
          }
        },
      },
      { policy: { retries: 0 } },
    );
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('that stays unanswered past its patience leaves the message to another', async () => {
    let down = true;
    const world = createFailingWorld(
      {
        before: (call) => {
          if (down && claims(call)) throw new StoreFault('down');
        },
      },
      { policy: { retries: 0 } },
    );
    await world.begin();

    expect(await world.work()).toBe('failed');

    const gaveUpAt = world.clock.monotonic();
    expect(gaveUpAt).toBeGreaterThan(patienceMs / 2);
    expect(gaveUpAt).toBeLessThan(patienceMs);
    expect(world.queue.size()).toBe(1);
    down = false;
    await world.clock.advance(leaseMs);
    expect(await world.work()).toBe('done');
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('counts its lease from its first try, which may be the one that was written', async () => {
    let stoppedAt = 0;
    const world: World = createFailingWorld(
      {
        before: (call) => {
          if (beats(call)) throw new StoreFault('down');
        },
        after: (call) => {
          if (claims(call) && world.clock.monotonic() < patienceMs / 2) {
            throw new StoreFault('no answer');
          }
        },
      },
      {
        run: (job, context) => {
          context.signal.addEventListener('abort', () => (stoppedAt = world.clock.monotonic()));
          return forever(job, context);
        },
      },
    );
    await world.begin();

    await world.work();

    expect(stoppedAt).toBe(leaseMs - deadlineMarginMs);
  });
});
