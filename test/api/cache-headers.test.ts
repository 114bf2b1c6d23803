import { describe, expect, it, test } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { createApiWorld, type ApiWorldOptions } from './api-world.ts';

const url = '/v1/run/add/2/3';
const year = 31_536_000;

async function createAnswered(options: ApiWorldOptions = {}) {
  const world = createApiWorld({ run: () => 5, ...options });
  await world.get(url);
  await world.work();
  return world;
}

describe('Cache-Control of a result', () => {
  it.each([
    ['what remains of its freshness', {}, 60, 'private, max-age=86340'],
    [
      'for how long it may be served stale after that',
      { maxAgeSeconds: 100, staleWhileRevalidateSeconds: 50, staleIfErrorSeconds: 200 },
      60,
      'private, max-age=40, stale-while-revalidate=50, stale-if-error=200',
    ],
    [
      'what remains of that once it is stale',
      { maxAgeSeconds: 100, staleWhileRevalidateSeconds: 50, staleIfErrorSeconds: 200 },
      120,
      'private, max-age=0, stale-while-revalidate=30, stale-if-error=180',
    ],
    [
      'that it never changes, where it is fresh for a year',
      { maxAgeSeconds: year },
      60,
      `private, max-age=${year - 60}, immutable`,
    ],
    [
      'nothing of the kind where it is not',
      { maxAgeSeconds: year - 1 },
      0,
      `private, max-age=${year - 1}`,
    ],
  ])('says %s', async (_, policy, seconds, said) => {
    const { get, clock } = await createAnswered({ policy });
    await clock.advance(seconds * 1000);

    expect((await get(url)).headers.get('cache-control')).toBe(said);
  });

  it('is public where its task says so', async () => {
    const { get } = await createAnswered({ cache: 'public' });

    expect((await get(url)).headers.get('cache-control')).toBe('public, max-age=86400');
  });

  it('is private for a failure, whatever its task says', async () => {
    const { get } = await createAnswered({
      cache: 'public',
      policy: { retries: 0 },
      run: () => {
        throw new Error('no');
      },
    });

    expect((await get(url)).headers.get('cache-control')).toBe('private, max-age=60');
  });

  it('is no-store for who asks that nothing be stored, and nothing else is changed by it', async () => {
    const { get } = await createAnswered();

    const { status, text, headers } = await get(url, { 'Cache-Control': 'no-store' });

    expect([status, text]).toEqual([200, '5']);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

test.each([
  ['GET', '/healthz'],
  ['GET', '/nothing'],
  ['GET', '/v1/definitions'],
  ['GET', '/v1/status'],
  ['GET', '/v1/run/none'],
  ['GET', url],
  ['HEAD', url],
  ['PUT', url],
  ['OPTIONS', url],
  ['POST', '/v1/tasks'],
])('%s %s says how it may be kept, and by whom it may be read', async (method, target) => {
  const { ask } = createApiWorld();

  const { headers } = await ask(method, target);

  expect(headers.get('cache-control')).toMatch(/^(no-store|private, no-cache)$/);
  expect(headers.get('vary')).toBe('Accept');
  expect(headers.has('age')).toBe(false);
});

describe('a stale result', () => {
  const policy = { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 };

  it('is answered to a thousand at once, and one run begins behind it', async () => {
    const { get, clock, work, queue } = await createAnswered({ policy });
    await clock.advance(70_000);

    const answers = await Promise.all(Array.from({ length: 1000 }, () => get(url)));
    const runs = new Set<string>();
    while (queue.size() > 0) {
      await work();
      runs.add((await get(`/v1/status?pollingUrl=${encodeURIComponent(url)}`)).body.taskId);
    }

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(runs.size).toBe(1);
  });

  it('is answered though nothing can begin behind it, and that is logged', async () => {
    let down = false;
    const { get, clock, logged, ports } = await createAnswered({ policy });
    const { send } = ports.queue;
    ports.queue.send = (body) => (down ? Promise.reject(new StoreFault('down')) : send(body));
    await clock.advance(70_000);
    down = true;

    const { status, text, headers } = await get(url);

    expect([status, text]).toEqual([200, '5']);
    expect(headers.get('cache-status')).toBe('madrona; hit; ttl=-10');
    expect(logged.map(({ event }) => event)).toEqual(['refresh failed']);
  });

  it('is fresh again once the run behind it has ended', async () => {
    let runs = 0;
    const { get, clock, work } = await createAnswered({ policy, run: () => (runs += 1) });
    await clock.advance(70_000);
    await get(url);
    await work();

    const { text, headers } = await get(url);

    expect([text, headers.get('cache-control')]).toEqual([
      '2',
      'private, max-age=60, stale-while-revalidate=600',
    ]);
  });

  it('is the answer of a begin that may reuse, which names the run behind it', async () => {
    const { get, post, clock } = await createAnswered({ policy });
    await clock.advance(70_000);
    const asked = { task: 'add', args: [2, 3], pollingUrl: url, reuse: true };

    const first = await post('/v1/tasks', asked);
    const second = await post('/v1/tasks', asked);

    const now = await get(`/v1/status?pollingUrl=${encodeURIComponent(url)}`);
    expect([first.status, first.body.outcome, first.body.status]).toEqual([
      200,
      'stale',
      'SUCCESS',
    ]);
    expect(first.body.refreshing).toBe(now.body.taskId);
    expect(first.body.refreshing).not.toBe(first.body.taskId);
    expect(second.body).toEqual(first.body);
  });
});

test('a thousand reloads within the handover begin nothing', async () => {
  const { get, queue } = await createAnswered({ policy: { maxAgeSeconds: 0 } });

  const reload = { 'Cache-Control': 'max-age=0', Pragma: 'no-cache' };
  const answers = await Promise.all(Array.from({ length: 1000 }, () => get(url, reload)));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(queue.size()).toBe(0);
});
