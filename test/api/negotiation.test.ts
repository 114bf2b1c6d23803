import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';
import { restEvent } from './rest-event.ts';
import { expectProblem, unknownId } from './refused.ts';

test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
  'a body of the content type %s is refused, naming the one allowed',
  async (contentType) => {
    const { ask } = createApiWorld();
    const headers = contentType === undefined ? {} : { 'Content-Type': contentType };

    const answered = await ask('POST', '/v1/tasks', { headers, body: '{"task":"add"}' });

    expectProblem(answered, 415, 'unsupported-media-type');
    expect(answered.headers.get('accept')).toBe('application/json');
  },
);

test.each([
  ['POST', '/v1/run/add/1/2', 'GET, HEAD, OPTIONS'],
  ['GET', '/v1/tasks', 'POST, OPTIONS'],
  ['HEAD', '/v1/tasks', 'POST, OPTIONS'],
  ['DELETE', `/v1/tasks/${unknownId}`, 'GET, HEAD, OPTIONS'],
  ['GET', `/v1/tasks/${unknownId}/cancel`, 'POST, OPTIONS'],
  ['PUT', '/v1/definitions', 'GET, HEAD, OPTIONS'],
])('%s %s is refused, naming the methods allowed', async (method, target, allow) => {
  const { ask, queue } = createApiWorld();

  const { status, headers } = await ask(method, target);

  expect([status, headers.get('allow')]).toEqual([405, allow]);
  expect(queue.size()).toBe(0);
});

test.each([
  ['/v1/run/add/1/2', 'GET, HEAD, OPTIONS'],
  ['/v1/tasks', 'POST, OPTIONS'],
])('OPTIONS %s is answered with the methods allowed, and begins nothing', async (target, allow) => {
  const { ask, queue } = createApiWorld();

  const { status, headers, text } = await ask('OPTIONS', target);

  expect([status, headers.get('allow'), text]).toEqual([204, allow, '']);
  expect(queue.size()).toBe(0);
});

test.each(['text/html', 'application/json;q=0, */*', 'image/*, application/xml;q=0.9'])(
  'a caller who accepts %s is refused before anything begins',
  async (accept) => {
    const { get, post, queue } = createApiWorld();

    const byUrl = await get('/v1/run/add/1/2', { Accept: accept });
    const begun = await post('/v1/tasks', { task: 'add', args: [1, 2] }, { Accept: accept });

    expectProblem(byUrl, 406, 'not-acceptable');
    expectProblem(begun, 406, 'not-acceptable');
    expect(queue.size()).toBe(0);
  },
);

test.each([
  '*/*',
  'application/*',
  'text/html, application/json;q=0.1',
  'text/html;q=1, */*;q=0.8',
])('a caller who accepts %s gets JSON', async (accept) => {
  const { get } = createApiWorld();

  const { status, headers } = await get('/v1/run/add/1/2', { Accept: accept });

  expect([status, headers.get('vary')]).toEqual([202, 'Accept']);
});

test('a request without any header is answered', async () => {
  const { handler } = createApiWorld();
  const headerless = { headers: null, multiValueHeaders: null };

  // What the console sends to try a function, though the type of its events does not know it.
  const { statusCode } = await handler(Object.assign(restEvent('GET', '/healthz'), headerless));

  expect(statusCode).toBe(200);
});
