import { describe, expect, test } from 'vitest';
import { beginOnce } from '../../core/begin-once.ts';
import { bindArgs } from '../../core/bind.ts';
import type { StoreCall } from '../fakes/faulty-run-store.ts';
import { headPuts, type When } from './faults.ts';
import { createFailingWorld, drain, idOf } from './world.ts';

const dayMs = 86_400_000;
const forced = { checkRunning: false };
const headReads: When = ({ method, args }) => method === 'read' && args[0].item === 'head';

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

describe('a request that is sent again at another time', () => {
  test('begins one run where a day ends while it looks for what stands at its URL', async () => {
    const { world, sendTwice, executed } = createOnceWorld(headReads);
    await world.clock.advance(dayMs - 10_000);

    const [slow, again] = await sendTwice(forced, () => drain(world), 20_000);
    await drain(world);

    expect(slow).toBe(again);
    expect(executed).toEqual([again]);
  });

  test('begins one run around midnight, by clocks that are four seconds apart', async () => {
    const { world, once, executed } = createOnceWorld();
    await world.clock.advance(dayMs + 1_000);
    const first = idOf(await once(forced));
    await drain(world);

    expect(idOf(await once(forced, -4_000))).toBe(first);
    await drain(world);
    expect(executed).toEqual([first]);
  });

  test('begins one run where a day ends while it looks, and another has replaced that by then', async () => {
    const { world, sendTwice, executed } = createOnceWorld(headReads);
    await world.clock.advance(dayMs - 10_000);
    let other = '';
    const replace = async () => {
      await drain(world);
      other = idOf(await world.begin(forced));
      await drain(world);
    };

    const [slow, again] = await sendTwice(forced, replace, 20_000);
    await drain(world);

    expect(slow).toBe(again);
    expect(executed).toEqual([again, other]);
  });

  test('begins one run by clocks that are four seconds apart, though another has replaced it', async () => {
    const { world, once, executed } = createOnceWorld();
    await world.clock.advance(dayMs + 1_000);
    const first = idOf(await once(forced));
    await drain(world);
    const other = idOf(await world.begin(forced));
    await drain(world);

    expect(idOf(await once(forced, -4_000))).toBe(first);
    await drain(world);
    expect(executed).toEqual([first, other]);
  });

  test('begins one run where its clock is set back over midnight meanwhile', async () => {
    const { world, once, standStill, executed } = createOnceWorld(headPuts);
    await world.clock.advance(dayMs - (world.clock.now() % dayMs) + 1_000);
    let aheadMs = 0;
    const others: string[] = [];
    standStill(async () => {
      others.push(idOf(await once(forced)));
      await drain(world);
      others.push(idOf(await world.begin(forced)));
      await drain(world);
      aheadMs = -120_000;
    });

    const slow = idOf(await once(forced, () => aheadMs));
    await drain(world);

    expect(slow).toBe(others[0]);
    expect(executed).toEqual(others);
  });

  test('leads to its run for as long as that is in flight at its URL, be it for days', async () => {
    const { world, once, executed } = createOnceWorld();
    const first = idOf(await once(forced));
    await world.clock.advance(2 * dayMs + 3_600_000);

    expect(idOf(await once(forced))).toBe(first);
    await drain(world);
    expect(executed).toEqual([first]);
  });

  test('begins one run in each day from its `createdAt`, which is of the day by which it was named', async () => {
    const { world, once, standStill } = createOnceWorld();
    await world.clock.advance(dayMs - 100);
    await world.begin();
    await drain(world);
    standStill(() => world.clock.advance(200));
    const slow = idOf(await once(forced));
    await drain(world);
    const { createdAt } = await world.byId(slow);

    await world.clock.advance(Date.parse(createdAt) + dayMs - 1 - world.clock.now());
    expect(idOf(await once(forced))).toBe(slow);
    await world.clock.advance(1);
    expect(idOf(await once(forced))).not.toBe(slow);
  });

  test('begins without a polling URL, though the table deletes meanwhile what it would replace', async () => {
    const { world, once, standStill, executed } = createOnceWorld(headPuts);
    const alone = { pollingUrl: null };
    const first = idOf(await once(alone));
    await drain(world);
    await world.clock.advance(23 * dayMs);
    standStill(() => world.table.deleteExpired(world.clock.now()));

    const second = idOf(await once(alone));
    await drain(world);

    expect(executed).toEqual([first, second]);
    expect(await world.byId(second)).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });
});

/** It stands still before that call, once; else when it has looked for itself, or where there is nothing to look for. */
function createOnceWorld(stops?: When) {
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
      after: (call) => goOn(stops === undefined && looksForItself(call)),
      // Where nothing stands at the URL, there is no more to look for.
      before: (call) => goOn((stops ?? headPuts)(call)),
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
  /** By a clock that is ahead by so much, at the moment. */
  const once = (more: object, aheadMs: number | (() => number) = 0) => {
    const ahead = typeof aheadMs === 'number' ? () => aheadMs : aheadMs;
    const clock = { ...world.clock, now: () => world.clock.now() + ahead() };
    const ports = { ...world.ports, clock };
    return beginOnce({ ...request, ...more }, { principal: 'me', idempotencyKey: 'k' }, ports);
  };
  return {
    world,
    executed,
    once,
    standStill(then: () => unknown) {
      meanwhile = then;
    },
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
