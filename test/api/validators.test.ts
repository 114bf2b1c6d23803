import { describe, expect, it, test } from 'vitest';
import { createApiWorld, type ApiWorldOptions } from './api-world.ts';

const url = '/v1/run/add/2/3';

async function createAnswered(options: ApiWorldOptions = {}) {
  const world = createApiWorld({ run: () => 5, ...options });
  const { body: begun } = await world.get(url);
  await world.work();
  const answer = await world.get(url);
  return { ...world, begun, answer, etag: answer.headers.get('etag') ?? '' };
}

describe('a result', () => {
  it.each([
    ['its tag', (etag: string) => etag],
    ['its tag, called weak', (etag: string) => `W/${etag}`],
    ['a list that holds it', (etag: string) => `"a", W/"b,c", ${etag}`],
    ['a list without spaces', (etag: string) => `"a",${etag},"b"`],
    ['any', () => '*'],
  ])('that its caller has, by %s, is a 304', async (_, asked) => {
    const { get, answer, etag } = await createAnswered();

    const { status, headers, text } = await get(url, { 'If-None-Match': asked(etag) });

    expect([status, text]).toEqual([304, '']);
    for (const name of ['etag', 'cache-control', 'vary', 'content-location', 'cache-status']) {
      expect(headers.get(name)).toBe(answer.headers.get(name));
    }
    for (const name of ['content-type', 'content-length', 'last-modified']) {
      expect(headers.has(name)).toBe(false);
    }
  });

  it.each(['"other"', '', 'other', '"a", "b"'])(
    'that its caller has not, by %j, is answered whole',
    async (asked) => {
      const { get } = await createAnswered();

      const { status, text } = await get(url, { 'If-None-Match': asked });

      expect([status, text]).toEqual([200, '5']);
    },
  );

  it('is named by its bytes: equal ones of two runs have one tag', async () => {
    const { get, post, work, etag } = await createAnswered();
    await post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: url, checkRunning: false });
    await work();

    const again = await get(url);

    expect(again.headers.get('etag')).toBe(etag);
  });

  it('is answered whole to who names a date, for two runs may end within one second', async () => {
    const { get, answer } = await createAnswered();
    const date = answer.headers.get('last-modified') ?? '';

    expect((await get(url, { 'If-Modified-Since': date })).status).toBe(200);
  });

  it('has the tag on its URL, by its task ID and by its polling URL', async () => {
    const { get, begun, etag } = await createAnswered();
    const byUrl = `/v1/result?pollingUrl=${encodeURIComponent(url)}`;

    for (const target of [`/v1/tasks/${begun.taskId}/result`, byUrl]) {
      const { status } = await get(target, { 'If-None-Match': etag });

      expect(status).toBe(304);
    }
  });

  it('that is asked for by HEAD is a 304 too', async () => {
    const { ask, etag } = await createAnswered();

    expect((await ask('HEAD', url, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  it('that is stale is a 304, with a run at work behind it', async () => {
    const policy = { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 60 };
    const { get, clock, queue, etag } = await createAnswered({ policy });
    await clock.advance(70_000);

    const { status, headers } = await get(url, { 'If-None-Match': etag });

    expect([status, queue.size()]).toEqual([304, 1]);
    expect(headers.get('cache-control')).toBe('private, max-age=0, stale-while-revalidate=50');
  });
});

test('what is no 200 is answered whatever its caller has', async () => {
  const { get, post } = createApiWorld();
  const { body } = await get(url);
  const any = { 'If-None-Match': '*' };

  const joined = await get(url, any);
  await post(`/v1/tasks/${body.taskId}/cancel`);
  const cancelled = await get(url, any);
  const begun = await post('/v1/tasks', { task: 'add', args: [1, 1] }, any);

  expect([joined.status, cancelled.status, begun.status]).toEqual([202, 409, 202]);
});

describe('a monitor', () => {
  it('has a weak tag, which each of its changes changes', async () => {
    const { get, work } = createApiWorld();
    const { body } = await get(url);
    const target = `/v1/tasks/${body.taskId}`;
    const before = await get(target);
    const tag = before.headers.get('etag') ?? '';

    const same = await get(target, { 'If-None-Match': tag });
    await work();
    const changed = await get(target, { 'If-None-Match': tag });

    expect(tag).toMatch(/^W\/"[^"]+"$/);
    expect([same.status, same.text]).toEqual([304, '']);
    expect(same.headers.get('retry-after')).toBe('1');
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(tag);
  });

  it('by its URL is another once another run stands there, however many writes it has had', async () => {
    const { get, post } = createApiWorld();
    await get(url);
    const target = `/v1/status?pollingUrl=${encodeURIComponent(url)}`;
    const tag = (await get(target)).headers.get('etag') ?? '';
    await post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: url, checkRunning: false });

    expect((await get(target, { 'If-None-Match': tag })).status).toBe(200);
  });

  it('of a run that is lost is another than that of the run in flight', async () => {
    const { get, clock } = createApiWorld();
    const { body } = await get(url);
    const target = `/v1/tasks/${body.taskId}`;
    const tag = (await get(target)).headers.get('etag') ?? '';
    await clock.advance(8 * 86_400_000);

    expect((await get(target, { 'If-None-Match': tag })).status).toBe(200);
  });
});
