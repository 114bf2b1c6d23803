import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { beats, loseFirst, sets } from './faults.ts';
import { createFailingWorld, createWorld, forever, type World } from './world.ts';

describe('a lost answer', () => {
  it('to the settle is made up for by asking again, and the end is written once', async () => {
    const world = createFailingWorld(loseFirst(sets('SUCCESS')));
    await world.begin();

    expect(await world.work()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', version: 3 });
  });

  it('to a heartbeat costs nothing', async () => {
    const world: World = createFailingWorld(loseFirst(beats), {
      run: () => world.clock.sleep(60_000).then(() => 'ok'),
      policy: { retries: 0 },
    });
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
    const world = createFailingWorld(
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
    const world = createFailingWorld(
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
