import { expect, test } from 'vitest';
import { createClientOver } from '../../client/client-over.ts';
import { createHttpsTransport } from '../../client/https-transport.ts';
import { createSend } from '../../client/request.ts';
import { createApiWorld, type ApiWorld, type ApiWorldTasks } from '../api/api-world.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { fetchOf } from './client-worlds.ts';

/** A client whose waits hold requests for so long, to an API whose tasks take so many milliseconds. */
function createHoldingWorld(waitSeconds: number, ms: number, isHeeded = true) {
  const world: ApiWorld = createApiWorld({
    run: async ({ args }) => {
      await world.clock.sleep(ms);
      return JSON.parse(args);
    },
  });
  const asked: [atMs: number, method: string | undefined, prefer: string | null][] = [];
  const send = createSend('https://api.test', async (url, init) => {
    const headers = new Headers(init.headers);
    asked.push([world.clock.monotonic(), init.method, headers.get('prefer')]);
    if (!isHeeded) headers.delete('prefer');
    return fetchOf(world)(url, { ...init, headers });
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), world.clock, {
    waitSeconds,
  });
  return { ...world, client, asked };
}

/** Time running, with a worker on the first message, until the promise settles. */
async function worked<T>({ clock, startWork }: ApiWorld, waiting: Promise<T>): Promise<T> {
  void waiting.catch(() => undefined);
  await clock.advance(0);
  void startWork();
  return clock.runUntil(waiting);
}

test('the result of a short task comes in two requests, within a second of its end', async () => {
  const world = createHoldingWorld(5, 2_000);

  const result = await worked(world, world.client.run('any', { value: 1 }));

  expect(result).toEqual({ value: 1 });
  expect(world.asked).toEqual([
    [0, 'POST', 'wait=5'],
    [2_800, 'GET', null],
  ]);
});

test('a longer one is asked for as often as the API says, once the time to hold requests is over', async () => {
  const world = createHoldingWorld(5, 9_000);

  await worked(world, world.client.run('any', { value: 1 }));

  expect(world.asked.slice(0, 4)).toEqual([
    [0, 'POST', 'wait=5'],
    [5_000, 'GET', null],
    [6_000, 'GET', null],
    [7_000, 'GET', null],
  ]);
});

test('no request is held for more than 20 s, and several one after another are', async () => {
  const world = createHoldingWorld(60, 50_000);

  await worked(world, world.client.run('any', { value: 1 }));

  expect(world.asked.map(([at, , prefer]) => [Math.round(at / 1000), prefer])).toEqual([
    [0, 'wait=20'],
    [20, 'wait=20'],
    [40, 'wait=20'],
  ]);
});

test('an API that does not heed it is asked as often as it says', async () => {
  const world = createHoldingWorld(5, 3_500, false);

  const result = await worked(world, world.client.run('any', { value: 1 }));

  expect(result).toEqual({ value: 1 });
  expect(world.asked.map(([at]) => at)).toEqual([0, 0, 1_000, 2_000, 3_000, 4_000]);
});

test.each([
  ['who wants to see progress', 5, { onProgress: () => undefined }],
  ['who holds nothing', 0, {}],
])('%s has no request held', async (_, waitSeconds, options) => {
  const world = createHoldingWorld(waitSeconds, 2_000);

  await worked(world, world.client.run('any', { value: 1 }, options));

  expect(new Set(world.asked.map(([, , prefer]) => prefer))).toEqual(new Set([null]));
});

test('who waits for so long holds requests for no longer, and is told which run goes on', async () => {
  const world = createHoldingWorld(5, 60_000);

  const waiting = worked(world, world.client.run('any', { value: 1 }, { timeoutMs: 2_000 }));

  await expect(waiting).rejects.toMatchObject({
    code: 'timed-out',
    message: expect.stringMatching(/^Run \S+ has not ended within 2000 ms; it goes on$/),
  });
  expect(world.asked).toEqual([
    [0, 'POST', 'wait=2'],
    [2_000, 'GET', null],
  ]);
});

test('a begin that is made again is held for what is left of the time to hold requests', async () => {
  const clock = createFakeClock();
  const asked: [atMs: number, prefer: string | null][] = [];
  const send = createSend('https://api.test', async (_url, { headers }) => {
    asked.push([clock.monotonic(), new Headers(headers).get('prefer')]);
    await clock.sleep(1_000);
    return new Response('{}', { status: 503 });
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), clock, {
    waitSeconds: 5,
  });

  const refused = client.run('any', { value: 1 }, { pollingUrl: '/one' });

  await expect(clock.runUntil(refused)).rejects.toMatchObject({ code: 'unavailable' });
  expect(asked).toEqual([
    [0, 'wait=5'],
    [2_000, 'wait=3'],
    [4_000, 'wait=1'],
  ]);
});

test('nothing is held but by run', async () => {
  const world = createHoldingWorld(5, 0);
  const { taskId } = await world.client.checkStatusOrBegin('any', { kwargs: { value: 1 } });
  await world.work();

  await world.client.getProcessResult({ taskId });

  expect(new Set(world.asked.map(([, , prefer]) => prefer))).toEqual(new Set([null]));
});
