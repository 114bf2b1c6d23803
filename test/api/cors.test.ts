import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';
import { expectProblem } from './refused.ts';

const app = 'https://app.example.org';
const other = 'https://other.example.org:8443';
const corsOrigins = [app, other];

function preflight(origin: string) {
  return { headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } };
}

describe.each(['rest', 'http'] as const)('behind %s', (front) => {
  test('a preflight of an allowed origin says what its pages may send', async () => {
    const { ask, queue } = createApiWorld({ front, corsOrigins });

    const { status, headers, text } = await ask('OPTIONS', '/v1/tasks', preflight(other));

    expect([status, text]).toEqual([204, '']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': other,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers':
        'Accept, Authorization, Cache-Control, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Prefer, X-Amz-Content-Sha256, X-Amz-Date, X-Amz-Security-Token',
      'access-control-max-age': '7200',
      'cache-control': 'no-store',
      vary: 'Accept, Origin',
    });
    expect(queue.size()).toBe(0);
  });

  test('a page of an allowed origin may read what it is answered, refusals too', async () => {
    const { get } = createApiWorld({ front, corsOrigins });

    const begun = await get('/v1/run/add/2/3', { Origin: app });
    const refused = await get('/v1/run/add/2', { Origin: app });

    for (const { headers } of [begun, refused]) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'access-control-allow-origin': app,
        'access-control-expose-headers':
          'Cache-Status, Content-Location, ETag, Location, Preference-Applied, Retry-After',
        vary: 'Accept, Origin',
      });
    }
  });
});

test('a preflight of an origin that is not allowed is refused, and told which are', async () => {
  const { ask } = createApiWorld({ corsOrigins });

  const refused = await ask('OPTIONS', '/v1/tasks', preflight('https://evil.example'));

  expectProblem(refused, 403, 'forbidden');
  expect(refused.body.detail).toBe(
    'Pages of https://evil.example may not call this API; allowed are those of https://app.example.org, https://other.example.org:8443',
  );
  expect(refused.headers.has('access-control-allow-origin')).toBe(false);
});

test('an answer to an origin that is not allowed, or to none, lets no page read it', async () => {
  const { get } = createApiWorld({ corsOrigins });

  const answers = [
    await get('/healthz', { Origin: 'https://evil.example' }),
    await get('/healthz'),
  ];

  for (const { status, headers } of answers) {
    expect([status, headers.get('vary')]).toEqual([200, 'Accept, Origin']);
    expect(headers.has('access-control-allow-origin')).toBe(false);
  }
});

test('an API for all pages says so, whatever the origin', async () => {
  const { get, ask } = createApiWorld({ corsOrigins: ['*'] });

  const answers = [
    await get('/healthz', { Origin: 'https://any.example' }),
    await ask('OPTIONS', '/v1/tasks', preflight('null')),
  ];

  expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([
    '*',
    '*',
  ]);
});

test('without origins there is no CORS, and a preflight lets nobody call', async () => {
  const { ask } = createApiWorld();

  const answered = await ask('OPTIONS', '/v1/tasks', preflight(app));

  expect([answered.status, answered.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  expect(answered.headers.get('vary')).toBe('Accept');
  expect([...answered.headers.keys()].filter((name) => /^access-control/.test(name))).toEqual([]);
});

test('OPTIONS that is no preflight is answered with the methods alone', async () => {
  const { ask } = createApiWorld({ corsOrigins });

  const answers = [
    await ask('OPTIONS', '/v1/tasks', { headers: { Origin: app } }),
    await ask('OPTIONS', '/v1/tasks'),
  ];

  for (const { status, headers } of answers) {
    expect(status).toBe(204);
    expect(headers.has('access-control-allow-methods')).toBe(false);
  }
});

test('a function URL adds the headers itself: the function leaves them to it', async () => {
  const { get } = createApiWorld({ front: 'function-url', corsOrigins });

  const { headers } = await get('/healthz', { Origin: app });

  expect([...headers.keys()].filter((name) => /^access-control/.test(name))).toEqual([]);
  expect(headers.get('vary')).toBe('Accept, Origin');
});

describe.each(['rest', 'http', 'function-url'] as const)('a run behind %s', (front) => {
  test.each([
    ['of an allowed origin', { Origin: app }, 200],
    ['of another site', { Origin: 'https://evil.example' }, 403],
    ['that hides its origin', { Origin: 'null' }, 403],
    ['of another site that says nothing of its origin', {}, 403],
  ])('is cancelled by a page %s as it is allowed', async (_, headers, status) => {
    const { post } = createApiWorld({ front, corsOrigins });
    const { body: begun } = await post('/v1/tasks', { task: 'add', args: [2, 3] });

    const cancelled = await post(`/v1/tasks/${begun.taskId}/cancel`, undefined, {
      'Sec-Fetch-Site': 'cross-site',
      ...headers,
    });

    expect(cancelled.status).toBe(status);
  });
});
