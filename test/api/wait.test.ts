import { describe, expect, test } from 'vitest';
import { createApiWorld, type Answered, type ApiWorldOptions } from './api-world.ts';

const zone = { task: 'add', args: [2, 3], pollingUrl: '/zone' };
const call = '/v1/run/add/2/3';

describe.each([
  ['a begin', (w: World) => w.post('/v1/tasks', { ...zone, pollingUrl: call }, w.prefer)],
  ['the call URL', (w: World) => w.get(call, w.prefer)],
  ['the monitor by ID', (w: World) => w.get(`/v1/tasks/${w.taskId}`, w.prefer)],
  ['the monitor by URL', (w: World) => w.get(`/v1/status?pollingUrl=${call}`, w.prefer)],
  ['the result by ID', (w: World) => w.get(`/v1/tasks/${w.taskId}/result`, w.prefer)],
  ['the result by URL', (w: World) => w.get(`/v1/result?pollingUrl=${call}`, w.prefer)],
])('%s', (what, ask) => {
  test('is answered within a second of the end, as if it had been asked then', async () => {
    const world = await createWaiting('wait=10');

    const answer = await world.waitWhile(ask(world), 3_400);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('preference-applied')).toBe('wait=10');
    expect(answer.headers.has('retry-after')).toBe(false);
    expect(world.clock.monotonic()).toBeGreaterThanOrEqual(3_400);
    expect(world.clock.monotonic()).toBeLessThan(4_400);
    const later = await ask({ ...world, prefer: { Prefer: '' } });
    if (!what.startsWith('a begin')) expect(answer.body).toEqual(later.body);
  });

  test('of a run that does not end is answered when the time is over, to be asked again at once', async () => {
    const world = await createWaiting('wait=3');

    const answer = await world.clock.runUntil(ask(world));

    expect(answer.body).toMatchObject({ taskId: world.taskId, status: 'PENDING' });
    expect(answer.headers.get('preference-applied')).toBe('wait=3');
    expect(answer.headers.get('retry-after')).toBe('0');
    expect(world.clock.monotonic()).toBe(3_000);
  });

  test('does not wait where nobody asks for it', async () => {
    const world = await createWaiting('');

    const answer = await ask(world);

    expect(answer.headers.has('preference-applied')).toBe(false);
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

test('a result that was waited for is no hit', async () => {
  const world = await createWaiting('wait=10');

  const { status, headers } = await world.waitWhile(world.get(call, world.prefer), 1_000);

  expect(status).toBe(200);
  expect(headers.get('cache-status')).toBe('madrona; fwd=uri-miss; collapsed');
});

test('a failure ends the waiting too', async () => {
  const world = await createWaiting('wait=10', {
    policy: { retries: 0 },
    run: () => Promise.reject(new TypeError('No such zone')),
  });

  const { status, headers } = await world.waitWhile(world.get(call, world.prefer), 1_000);

  expect(status).toBe(409);
  expect(headers.get('preference-applied')).toBe('wait=10');
});

test.each([
  ['respond-async', 'respond-async', 0, '1'],
  ['respond-async, wait=2', 'respond-async, wait=2', 2_000, '0'],
  ['wait=0', 'wait=0', 0, '1'],
  ['wait=60', 'wait=20', 20_000, '0'],
])('%j is told as %j, after %i ms', async (prefer, applied, waitedMs, retryAfter) => {
  const world = await createWaiting(prefer);

  const { status, headers } = await world.clock.runUntil(world.get(call, world.prefer));

  expect(status).toBe(202);
  expect(headers.get('preference-applied')).toBe(applied);
  expect(headers.get('retry-after')).toBe(retryAfter);
  expect(world.clock.monotonic()).toBe(waitedMs);
});

test.each([
  [12_300, 7_300, 'wait=7'],
  [4_000, 0, 'wait=0'],
])('with %i ms of the function left, %i of them are waited', async (left, waitedMs, applied) => {
  const world = await createWaiting('wait=20', { getRemainingTimeInMillis: () => left });

  const { headers } = await world.clock.runUntil(world.get(call, world.prefer));

  expect(world.clock.monotonic()).toBe(waitedMs);
  expect(headers.get('preference-applied')).toBe(applied);
});

test('a result that is there is answered at once, and could have been waited for', async () => {
  const world = await createWaiting('wait=10');
  await world.work();

  const { status, headers } = await world.get(call, world.prefer);

  expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=10']);
});

test('a stale result is answered at once, without a wait for the run behind it', async () => {
  const world = await createWaiting('wait=10', {
    policy: { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 },
  });
  await world.work();
  await world.clock.advance(90_000);

  const { status, body, headers } = await world.get(call, world.prefer);

  expect([status, body]).toEqual([200, { x: 2, y: 3 }]);
  expect(headers.has('preference-applied')).toBe(false);
});

test('what begins nothing waits for nothing', async () => {
  const { ask } = await createWaiting('');

  const { status, headers } = await ask('HEAD', call, { headers: { Prefer: 'wait=10' } });

  expect([status, headers.get('preference-applied')]).toEqual([504, null]);
});

type World = Pick<Awaited<ReturnType<typeof createWaiting>>, 'get' | 'post' | 'prefer' | 'taskId'>;

/** A world with a run in flight, and what its callers prefer. */
async function createWaiting(prefer: string, options: ApiWorldOptions = {}) {
  const world = createApiWorld(options);
  const { body } = await world.get(call);
  return {
    ...world,
    taskId: body.taskId as string, // a monitor's
    prefer: { Prefer: prefer },
    /** The answer to a request, while the run is worked on after so long. */
    async waitWhile(answer: Promise<Answered>, afterMs: number) {
      const working = world.clock.sleep(afterMs).then(() => world.startWork());
      const [answered] = await world.clock.runUntil(Promise.all([answer, working]));
      return answered;
    },
  };
}
