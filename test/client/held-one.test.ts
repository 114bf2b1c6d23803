import { expect, test } from 'vitest';
import { createClientOver } from '../../client/client-over.ts';
import { createHttpsTransport } from '../../client/https-transport.ts';
import { createSend } from '../../client/request.ts';
import { createApiWorld, type ApiWorld, type ApiWorldTasks } from '../api/api-world.ts';
import { fetchOf } from './client-worlds.ts';

/** A client that holds requests, to an API that works on four at once, as the embedded stack does. */
function createNarrowWorld() {
  const world: ApiWorld = createApiWorld({
    run: async ({ args }) => {
      await world.clock.sleep(8_000);
      return JSON.parse(args);
    },
  });
  const inTurn = createTurns(4);
  const begunAt: number[] = [];
  const preferred: boolean[] = [];
  let held = 0;
  let mostHeld = 0;
  const send = createSend('https://api.test', async (url, init) => {
    const prefers = new Headers(init.headers).has('prefer');
    preferred.push(prefers);
    held += Number(prefers);
    mostHeld = Math.max(mostHeld, held);
    try {
      return await inTurn(() => {
        if (init.method === 'POST') begunAt.push(world.clock.monotonic());
        return fetchOf(world)(url, init);
      });
    } finally {
      held -= Number(prefers);
    }
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), world.clock, {
    waitSeconds: 5,
  });
  return { ...world, client, begunAt, preferred, mostHeld: () => mostHeld };
}

/** So many at once; who comes later waits for one of them to end. */
function createTurns(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    free -= 1;
    if (free < 0) await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      free += 1;
      waiting.shift()?.();
    }
  };
}

test('many runs at once all begin at once, for one request at a time is held', async () => {
  const { client, clock, startWork, begunAt, mostHeld } = createNarrowWorld();
  const values = Array.from({ length: 20 }, (_, value) => ({ value }));

  const waiting = Promise.all(values.map((each) => client.run('any', each)));
  await clock.advance(0);
  expect(begunAt).toEqual(values.map(() => 0));
  for (const _ of values) void startWork();

  expect(await clock.runUntil(waiting)).toEqual(values);
  expect(mostHeld()).toBe(1);
});

test('of one run after another each is held', async () => {
  const { client, clock, startWork, preferred } = createNarrowWorld();

  for (const value of [1, 2]) {
    preferred.length = 0;
    const waiting = client.run('any', { value });
    await clock.advance(0);
    void startWork();
    await clock.runUntil(waiting);
    expect(preferred[0]).toBe(true);
  }
});
