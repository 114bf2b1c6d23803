import { describe, expect, test } from 'vitest';
import { createApiWorld, fronts as events, type ApiWorldOptions } from './api-world.ts';
import { httpEvent } from './http-event.ts';
import type { Asking } from './rest-event.ts';

const fronts = ['rest', 'http', 'function-url'] as const;

describe.each(fronts)('behind %s', (front) => {
  const createWorld = (options: ApiWorldOptions = {}) => createApiWorld({ front, ...options });

  test.each([
    ['/v1/run/echo/a%20b', '/v1/run/echo/a%20b/1'],
    ['/v1/run/echo/%C3%BC', '/v1/run/echo/%C3%BC/1'],
    ['/v1/run/echo/ü', '/v1/run/echo/%C3%BC/1'],
    ['/v1/run/echo?text=100%25', '/v1/run/echo?text=100%25&times=1'],
    ['/v1/run/echo?text=%2541', '/v1/run/echo?text=%2541&times=1'],
    ['/v1/run/echo/a+b', '/v1/run/echo/a%2Bb/1'],
    ['/v1/run/echo/a%23b', '/v1/run/echo/a%23b/1'],
    ['/v1/run/echo?text=a%2Fb', '/v1/run/echo?text=a%2Fb&times=1'],
    ['/v1/run/echo?text=a+b%2B%3F', '/v1/run/echo?text=a%20b%2B%3F&times=1'],
    ['/v1/run/echo?text=a%26times=2', '/v1/run/echo/a%26times%3D2/1'],
  ])('GET %s is the call %s', async (target, pollingUrl) => {
    const { get } = createWorld();

    const { status, body } = await get(target);

    expect([status, body.pollingUrl]).toEqual([202, pollingUrl]);
  });

  test('a name that is given twice is refused', async () => {
    const { get } = createWorld();

    const { status, body } = await get('/v1/run/echo?text=a&text=b');

    expect([status, body.detail]).toEqual([422, expect.stringMatching(/text/)]);
  });

  test('a query that begins with a question mark of its own keeps it', async () => {
    const { get } = createWorld();

    const { body } = await get('/v1/run/echo??text=a');

    expect(body.detail).toContain('?text');
  });

  test('a body is read, and so it is as base64', async () => {
    const { post, handler } = createWorld();
    const task = { task: 'echo', args: ['é'] };

    const begun = await post('/v1/tasks', task);

    expect(begun.status).toBe(202);
    const encoded = await handler({
      ...httpEvent('POST', '/v1/tasks', { headers: { 'content-type': 'application/json' } }),
      body: Buffer.from(JSON.stringify(task)).toString('base64'),
      isBase64Encoded: true,
    });
    expect(encoded.statusCode).toBe(202);
  });

  test('HEAD begins nothing, and there is nothing but what there is', async () => {
    const { ask, get, queue } = createWorld();

    expect((await ask('HEAD', '/v1/run/add/2/3')).status).toBe(504);
    expect(queue.size()).toBe(0);
    expect((await get('/')).status).toBe(404);
    expect((await ask('DELETE', '/v1/tasks')).status).toBe(405);
  });

  test.each(['TRACE', 'TRACK', 'CONNECT', 'trace', 'PROPFIND'])(
    '%s, for which there is no route, is refused by its name',
    async (method) => {
      const { ask } = createWorld();

      const { status, headers, body } = await ask(method, '/v1/tasks', { body: { task: 'add' } });

      expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
      expect(body.detail).toBe(`${method} is not allowed on /v1/tasks; allowed: POST, OPTIONS`);
    },
  );

  test('an Accept of several ranges in one line is read', async () => {
    const { get } = createWorld();

    const { status } = await get('/healthz', { Accept: 'text/html;q=0.9,application/json' });

    expect(status).toBe(200);
  });
});

describe('an HTTP API', () => {
  const places: [string, string, Asking][] = [
    ['its default stage', '', {}],
    ['a stage', '/test', { stage: 'test' }],
    ['a base path', '/jobs', { basePath: '/jobs' }],
    ['a base path of two segments', '/gis/v1', { basePath: '/gis/v1' }],
    ['a base path that is a path of the API', '/v1/run', { basePath: '/v1/run' }],
  ];

  test.each(places)('has links that hold under %s', async (_, prefix, asking) => {
    const { ask } = createApiWorld({ front: 'http' });

    const { status, headers, body } = await ask('GET', '/v1/run/echo/a%20b?times=2', asking);

    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`${prefix}/v1/tasks/${body.taskId}`);
    expect(body.pollingUrl).toBe('/v1/run/echo/a%20b/2');
  });

  test('cannot tell an encoded slash from one between arguments', async () => {
    const { get } = createApiWorld({ front: 'http' });

    const { status, body } = await get('/v1/run/echo/a%2Fb');

    expect([status, body.detail]).toEqual([422, expect.stringMatching(/times/)]);
  });

  test.each([
    ['/v1/run/echo/%2541', '/v1/run/echo/A/1'],
    ['/v1/run/echo/a%3Fb', '/v1/run/echo/a/1'],
    ['/v1/run/echo/%252525', '/v1/run/echo?text=%2525&times=1'],
  ])('has changed %s before anybody could tell', async (target, pollingUrl) => {
    const { get } = createApiWorld({ front: 'http' });

    expect((await get(target)).body.pollingUrl).toBe(pollingUrl);
  });

  test('takes every call URL that is handed out for the call that it is', async () => {
    const { get } = createApiWorld({ front: 'http' });
    const texts = [
      '%',
      '%41',
      '?',
      'a?b',
      'a/b',
      '100 %',
      '#',
      ' ',
      '..',
      '+',
      'ü',
      ';=&',
      '%2541',
    ];

    for (const text of texts) {
      const { body: begun } = await get(`/v1/run/echo?text=${encodeURIComponent(text)}`);
      const { body: joined } = await get(begun.pollingUrl);

      expect([text, joined.taskId]).toEqual([text, begun.taskId]);
    }
  });
});

test('a function URL has no stage, and links begin at its root', async () => {
  const { get } = createApiWorld({ front: 'function-url' });

  const { headers, body } = await get('/v1/run/echo/a%2Fb');

  expect(headers.get('location')).toBe(`/v1/tasks/${body.taskId}`);
  expect(body.pollingUrl).toBe('/v1/run/echo?text=a%2Fb&times=1');
});

test('every front leads to the same run', async () => {
  const { handler } = createApiWorld();

  const answers = await Promise.all(
    Object.values(events).map((event) => handler(event('GET', '/v1/run/add/2/3'))),
  );

  const ids = answers.map(({ body }) => JSON.parse(body).taskId);
  expect(new Set(ids).size).toBe(1);
});
