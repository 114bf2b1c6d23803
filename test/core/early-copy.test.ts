import { describe, expect, it } from 'vitest';
import type { Begun } from '../../core/begin.ts';
import { sendAgainMs } from '../../core/times.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import { createLaggingRunStore } from '../fakes/lagging-run-store.ts';
import { createWorld, idOf, recordOf, type World, type WorldOptions } from './world.ts';

/**
 * A begin, and a consumer that has seen a head which is not the run's yet. Before it looks at the run's item, the
 * run begins, and who is about to replace it copies it and dies: there is an item, and the head still is the run's.
 * From then on eventual reads show so many writes less.
 */
function copiedEarly(
  writesBehind: number,
  options: WorldOptions = {},
): { world: World; begun: Promise<Begun> } {
  const lag = { writesBehind: 0 };
  const headRead = Promise.withResolvers<void>();
  const died = Promise.withResolvers<void>();
  let headPuts = 0;

  async function whilePutting(): Promise<void> {
    headPuts += 1;
    if (headPuts === 1) await headRead.promise;
    if (headPuts === 2) {
      died.resolve();
      await new Promise(() => {});
    }
  }

  async function whileReading(): Promise<void> {
    if (headPuts !== 1) return;
    headRead.resolve();
    await begun;
    void world.begin({ checkRunning: false });
    await died.promise;
    lag.writesBehind = writesBehind;
  }

  const faults: StoreFaults = {
    before({ method, args }) {
      if (method === 'put' && args[0].item === 'head') return whilePutting();
      if (method === 'read' && args[0].item === 'run') return whileReading();
    },
  };
  const world = createWorld({
    ...options,
    through: (store) =>
      createFaultyRunStore(
        createLaggingRunStore(store, () => lag.writesBehind),
        faults,
      ),
  });
  const begun = world.begin();
  return { world, begun };
}

describe('a run that was copied by who died before replacing it', () => {
  it('is worked on in the head, where it still stands', async () => {
    const { world, begun } = copiedEarly(0);
    await world.clock.advance(0);

    await world.work();

    expect(await world.byUrl()).toMatchObject(await succeeded(begun));
    expect((await world.byId(idOf(await begun))).status).toBe('SUCCESS');
  });

  it('ends there when its message is given up', async () => {
    const { world, begun } = copiedEarly(0, { maxReceiveCount: 0 });
    await world.clock.advance(sendAgainMs);
    await world.work();

    await world.endDeadLetter();

    expect(await world.byId(idOf(await begun))).toMatchObject(deadLettered);
  });

  it('is worked on there, though an eventual look at the head shows none', async () => {
    const { world, begun } = copiedEarly(Infinity);
    await world.clock.advance(0);

    await world.work();

    expect(await world.byUrl()).toMatchObject(await succeeded(begun));
  });

  it('ends there by its dead letter, though an eventual look at the head shows none', async () => {
    const { world } = copiedEarly(Infinity, { maxReceiveCount: 0 });
    await world.clock.advance(sendAgainMs);
    await world.work();

    await world.endDeadLetter();

    expect(await world.byUrl()).toMatchObject(deadLettered);
  });
});

const deadLettered = { status: 'FAILURE', error: { name: 'DeadLettered' } };

async function succeeded(begun: Promise<Begun>) {
  return { run: recordOf(await begun).run, status: 'SUCCESS' };
}
