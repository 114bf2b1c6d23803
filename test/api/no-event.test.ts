import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';
import { functionUrlEvent, httpEvent } from './http-event.ts';
import { restEvent } from './rest-event.ts';

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'GET /healthz'],
  ['an empty object', {}],
  ['a list', [restEvent('GET', '/healthz')]],
  ['an event of a queue', { Records: [{ body: '{}' }] }],
  ['a REST event without a path', { ...restEvent('GET', '/healthz'), path: null }],
  ['a REST event whose method is a number', { ...restEvent('GET', '/healthz'), httpMethod: 1 }],
  ['an HTTP event without a context', { ...httpEvent('GET', '/healthz'), requestContext: null }],
  ['a REST event whose path has no slash', { ...restEvent('GET', '/healthz'), path: 'healthz' }],
  ['an HTTP event whose path has no slash', { ...httpEvent('GET', '/healthz'), rawPath: 'v1' }],
  ['an HTTP event without a path', { ...httpEvent('GET', '/healthz'), rawPath: undefined }],
])('%s is refused as what is no event', async (_, event) => {
  const { handler } = createApiWorld();

  const { statusCode, headers, body } = await handler(event);

  expect([statusCode, headers]).toEqual([
    400,
    {
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      vary: 'Accept',
      'x-robots-tag': 'noindex, nofollow',
    },
  ]);
  expect(JSON.parse(body).detail).toMatch(
    /^The function was called with what is no event .*ask by HTTP$/,
  );
});

const whole = [restEvent, httpEvent, functionUrlEvent].map((front) => front('GET', '/healthz'));
const given = [undefined, null, 7, 'text', [], { a: [null, 1] }];
const fields = [
  ...['headers', 'multiValueHeaders', 'queryStringParameters', 'multiValueQueryStringParameters'],
  ...['pathParameters', 'rawQueryString', 'body', 'isBase64Encoded', 'cookies', 'stageVariables'],
];

test.each(fields)(
  'an event whose %s are missing, or are not what they should be, is answered',
  async (field) => {
    const { handler } = createApiWorld();

    for (const event of whole) {
      for (const value of given) {
        const { statusCode } = await handler({ ...event, [field]: value });

        expect([200, 404]).toContain(statusCode);
      }
    }
  },
);

test('headers and a query that come once only are read', async () => {
  const { handler } = createApiWorld();
  const {
    multiValueHeaders: _,
    multiValueQueryStringParameters: __,
    ...event
  } = restEvent('GET', '/v1/run/echo?text=a', { headers: { Accept: 'text/html' } });

  expect((await handler(event)).statusCode).toBe(406);
  expect((await handler({ ...event, headers: null })).statusCode).toBe(202);
});

test.each(['', 'GE T', 'É', 'a,b', 'X'.repeat(300)])(
  'the method %j is refused by its name',
  async (method) => {
    const { ask } = createApiWorld();

    const { status, body } = await ask(method, '/healthz');

    expect([status, body.detail]).toEqual([
      405,
      `${method} is not allowed on /healthz; allowed: GET, HEAD, OPTIONS`,
    ]);
  },
);

test('a GET in small letters may have a body, as any other', async () => {
  const { ask } = createApiWorld();

  expect((await ask('get', '/healthz', { body: {} })).status).toBe(200);
});
