import { describe, expect, test } from 'vitest';
import { beginOnce } from '../../core/begin-once.ts';
import { bindArgs } from '../../core/bind.ts';
import type { StoreCall } from '../fakes/faulty-run-store.ts';
import { headPuts } from './faults.ts';
import { createFailingWorld, drain, idOf } from './world.ts';

const dayMs = 86_400_000;
const forced = { checkRunning: false };

/** A request that stands still once it has looked for its run, and is sent again meanwhile: by a client that lost patience. */
describe('a request that is sent again while it looks for its run', () => {
  test.each([
    ['finds a run', {}],
    ['is forced', forced],
  ])('begins one run where it %s, which has ended by then', async (_, more) => {
    const { world, sendTwice, executed } = createOnceWorld();
    await world.begin();
    await drain(world);

    const [slow, again] = await sendTwice(more, () => drain(world));
    await drain(world);

    expect(slow).toBe(again);
    expect(executed.slice(1)).toEqual([again]);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', fence: 1 });
  });

  test('begins one run where that is at work', async () => {
    const { world, sendTwice, executed } = createOnceWorld();
    await world.begin();
    await drain(world);
    let working: Promise<unknown> | undefined;

    const [slow, again] = await sendTwice(forced, () => void (working = world.startWork()));
    await world.clock.runUntil(Promise.resolve(working));
    await drain(world);

    expect(slow).toBe(again);
    expect(executed.slice(1)).toEqual([again]);
  });

  test('begins one run where another has replaced that', async () => {
    const { world, sendTwice, executed } = createOnceWorld();
    await world.begin();
    await drain(world);
    let other: string | undefined;

    const [slow, again] = await sendTwice(forced, async () => {
      other = idOf(await world.begin(forced));
    });
    await drain(world);

    expect(slow).toBe(again);
    expect(executed.slice(1).toSorted()).toEqual([again, other].toSorted());
    expect(idOf({ outcome: 'cached', record: await world.byUrl(), behind: null })).toBe(other);
  });

  test('begins one run where a day ends meanwhile, in the order of its messages or the other', async () => {
    for (const firstWorks of [true, false]) {
      const { world, once, sendTwice, executed } = createOnceWorld();
      await world.clock.advance(dayMs - (world.clock.now() % dayMs) - 100);

      const [slow, again] = await sendTwice(forced, () => firstWorks && drain(world), 200);
      await drain(world);

      expect(slow).toBe(again);
      expect(idOf(await once(forced))).toBe(again);
      expect(executed).toEqual([again]);
    }
  });
});

function createOnceWorld() {
  const executed: string[] = [];
  let meanwhile: (() => unknown) | undefined;
  const goOn = async (isDue: boolean) => {
    const act = isDue ? meanwhile : undefined;
    if (act === undefined) return;
    meanwhile = undefined;
    await act();
  };
  const looksForItself = ({ method, args }: StoreCall) =>
    method === 'read' && args[0].item === 'run';
  const world = createFailingWorld(
    {
      after: (call) => goOn(looksForItself(call)),
      // Where nothing stands at the URL, there is no more to look for.
      before: (call) => goOn(headPuts(call)),
    },
    {
      run: ({ taskId, args }) => {
        executed.push(taskId);
        return JSON.parse(args);
      },
    },
  );
  const request = {
    task: world.task,
    bound: bindArgs(world.task, [1], {}),
    pollingUrl: '/zone',
    taskId: null,
    checkRunning: true,
    cacheResults: true,
    reuse: null,
  };
  const once = (more: object) =>
    beginOnce({ ...request, ...more }, { principal: 'me', idempotencyKey: 'k' }, world.ports);
  return {
    world,
    executed,
    once,
    /** The task IDs that both sendings are answered. */
    async sendTwice(more: object, then: () => unknown, afterMs = 0): Promise<[string, string]> {
      let again = '';
      meanwhile = async () => {
        await world.clock.advance(afterMs);
        again = idOf(await once(more));
        await then();
      };
      const slow = idOf(await once(more));
      return [slow, again];
    },
  };
}
