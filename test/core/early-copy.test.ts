import { describe, expect, it } from 'vitest';
import type { Begun } from '../../core/begin.ts';
import { sendAgainMs } from '../../core/times.ts';
import { createFailingWorld, idOf, recordOf, type World, type WorldOptions } from './world.ts';

/**
 * A begin, and a consumer that has seen a head which is not the run's yet. Before it looks at the run's item, the
 * run begins, and who is about to replace it copies it and dies: there is an item, and the head still is the run's.
 */
function copiedEarly(options: WorldOptions): { world: World; begun: Promise<Begun> } {
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
  }

  const world = createFailingWorld(
    {
      before({ method, args }) {
        if (method === 'put' && args[0].item === 'head') return whilePutting();
        if (method === 'read' && args[0].item === 'run') return whileReading();
      },
    },
    options,
  );
  const begun = world.begin();
  return { world, begun };
}

describe('a run that was copied by who died before replacing it', () => {
  it('is worked on in the head, where it still stands', async () => {
    const { world, begun } = copiedEarly({});
    await world.clock.advance(0);

    await world.work();

    expect(await world.byUrl()).toMatchObject({
      run: recordOf(await begun).run,
      status: 'SUCCESS',
    });
    expect((await world.byId(idOf(await begun))).status).toBe('SUCCESS');
  });

  it('ends there when its message is given up', async () => {
    const { world, begun } = copiedEarly({ maxReceiveCount: 0 });
    await world.clock.advance(sendAgainMs);
    await world.work();

    await world.endDeadLetter();

    const ended = { status: 'FAILURE', error: { name: 'DeadLettered' } };
    expect(await world.byId(idOf(await begun))).toMatchObject(ended);
  });
});
