import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { sets } from './faults.ts';
import { createFailingWorld, forever, type World } from './world.ts';

const claims = sets('STARTED');

/** A worker that has 30 s in all, and whose claim is written after so long; its task may take 20 s. */
function slowToClaim(claimMs: number, run: FakeRun): World {
  const world: World = createFailingWorld(
    {
      before: (call) => {
        if (claims(call) && world.clock.monotonic() < claimMs) throw new StoreFault('down');
      },
    },
    { run, policy: { timeoutSeconds: 20, retries: 0 } },
  );
  world.ports.remainingMs = () => 30_000 - world.clock.monotonic();
  return world;
}

/** Uses all of its time, and what it is left besides. */
const deaf: FakeRun = () => new Promise(() => {});

describe('an attempt', () => {
  it('whose claim was slow has what is left of the time, and is settled in it', async () => {
    const world = slowToClaim(9_000, deaf);
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(world.clock.monotonic()).toBeLessThan(30_000);
    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      attempt: 1,
      error: {
        name: 'TimeoutError',
        message:
          'The attempt was stopped after 16000 ms, before its time-out of 20 s: it began late, and its worker had no more time',
      },
    });
  });

  it('whose claim was slow succeeds where its task needs less than its time-out', async () => {
    const world: World = slowToClaim(9_000, () => world.clock.sleep(15_900).then(() => 'in time'));
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', result: '"in time"' });
  });

  it('whose claim took what there is to spare has all of its time-out', async () => {
    const world = slowToClaim(5_000, deaf);
    await world.begin();

    await world.work();

    expect((await world.byUrl()).error?.message).toBe('The attempt took longer than 20 s');
  });

  it('whose claim took all of the time is told to stop at once, and says so', async () => {
    let leftMs = 30_000;
    const world = createFailingWorld(
      { after: (call) => void (claims(call) && (leftMs = 4_000)) },
      { run: forever, policy: { timeoutSeconds: 20 } },
    );
    world.ports.remainingMs = () => leftMs;
    await world.begin();

    expect(await world.work()).toBe('kept');

    expect(world.clock.monotonic()).toBeLessThan(4_000);
    expect(await world.byUrl()).toMatchObject({
      status: 'RETRY',
      error: { name: 'TimeoutError', message: expect.stringContaining('stopped after 0 ms,') },
    });
  });
});
