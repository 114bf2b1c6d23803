import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { ApiShape, FunctionUrlShape, HttpShape } from '../../local/template/shape.ts';
import { answer, functionArn, startWith } from './gateway-under-test.ts';

const any = { method: 'ANY', functionArn, timeoutMs: 29_000, callers: 'NONE' } as const;
const http: HttpShape = {
  front: 'http',
  id: 'h1',
  routes: [
    { ...any, path: '/' },
    { ...any, path: '/{proxy+}' },
    { ...any, path: '/{proxy+}', method: 'OPTIONS' },
  ],
};
const functionUrl: FunctionUrlShape = {
  front: 'function-url',
  id: 'u1',
  functionArn,
  callers: 'NONE',
  cors: undefined,
};
const shapes: [string, ApiShape][] = [
  ['an HTTP API', http],
  ['a function URL', functionUrl],
];

async function eventOf(shape: ApiShape, path: string, init: RequestInit = {}) {
  const events: APIGatewayProxyEventV2[] = [];
  const { url } = await startWith(async (_, event) => {
    events.push(JSON.parse(event));
    return answer({ statusCode: 200 });
  }, shape);
  await fetch(url + path, init);
  const [event] = events;
  if (event === undefined) throw new Error('The function was not called');
  return event;
}

describe.each(shapes)('an event of %s holds', (_, shape) => {
  test('the query as it was sent, and its values joined', async () => {
    const event = await eventOf(shape, '/?x=1&x=2&y=a+b%2F');

    expect(event.rawQueryString).toBe('x=1&x=2&y=a+b%2F');
    expect(event.queryStringParameters).toEqual({ x: '1,2', y: 'a b/' });
  });

  test('headers in small letters, the repeated joined, cookies apart', async () => {
    const events: APIGatewayProxyEventV2[] = [];
    const { url } = await startWith(async (__, event) => {
      events.push(JSON.parse(event));
      return answer({ statusCode: 200 });
    }, shape);

    const headers = { 'X-Two': ['a', 'b'], Cookie: 'c=1; d=2' };
    const sent = httpRequest(url, { headers }).end();
    await new Promise((resolve) => sent.on('response', (r) => r.resume().on('end', resolve)));

    expect(events[0]?.headers['x-two']).toBe('a,b');
    expect(events[0]?.cookies).toEqual(['c=1', 'd=2']);
    expect(events[0]?.headers).not.toHaveProperty('cookie');
  });

  test('a body as text where its type is one, else as base64', async () => {
    const json = { method: 'POST', body: '"ü"', headers: { 'content-type': 'application/json' } };
    const other = { ...json, headers: { 'content-type': 'image/png' } };

    expect(await eventOf(shape, '/', json)).toMatchObject({ body: '"ü"', isBase64Encoded: false });
    expect(await eventOf(shape, '/', other)).toMatchObject({
      body: Buffer.from('"ü"').toString('base64'),
      isBase64Encoded: true,
    });
  });

  test('no body, no query and no cookies where there are none', async () => {
    const event = await eventOf(shape, '/');

    expect(event).toMatchObject({ version: '2.0', rawQueryString: '', isBase64Encoded: false });
    for (const name of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(event).not.toHaveProperty(name);
    }
  });
});

describe('the path', () => {
  test.each([
    ['/v1/a%2Fb/%C3%BC', '/v1/a/b/ü'],
    ['/v1/a%3Fb/c', '/v1/a'],
    ['/v1/a%252Fb', '/v1/a/b'],
    ['/v1/a%253Fb', '/v1/a?b'],
    ['/v1/a%2525b', '/v1/a%b'],
  ])(
    'of an HTTP API comes decoded, cut at a question mark, and decoded: %s',
    async (sent, path) => {
      expect(await eventOf(http, `${sent}?x=1`)).toMatchObject({
        routeKey: 'ANY /{proxy+}',
        rawPath: path,
        rawQueryString: 'x=1',
        pathParameters: { proxy: path.slice(1) },
      });
    },
  );

  test('of an HTTP API that cannot be decoded twice is refused', async () => {
    const { url } = await startWith(async () => answer({ statusCode: 200 }), http);

    const response = await fetch(`${url}/v1/percent%25done`);

    expect([response.status, await response.json()]).toEqual([400, { message: 'Bad Request' }]);
  });

  test('of a function URL comes as it was sent', async () => {
    const event = await eventOf(functionUrl, '/v1/a%2Fb/%3F');

    expect(event).toMatchObject({ routeKey: '$default', rawPath: '/v1/a%2Fb/%3F' });
  });
});

describe.each(shapes)('an answer of %s', (_, shape) => {
  test('has the status, the headers, the cookies and the body that the function returned', async () => {
    const { url } = await startWith(
      async () =>
        answer({
          statusCode: 201,
          headers: { 'x-one': 'single' },
          cookies: ['a=1', 'b=2'],
          body: 'AP8=',
          isBase64Encoded: true,
        }),
      shape,
    );

    const response = await fetch(url);

    expect([response.status, response.headers.get('x-one')]).toEqual([201, 'single']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...(await response.bytes())]).toEqual([0, 255]);
  });

  test('is all that the function returned, where that has no status', async () => {
    const { url } = await startWith(async () => answer({ sum: 5 }), shape);

    expect(await (await fetch(url)).json()).toEqual({ sum: 5 });
  });
});

describe('what a front answers by itself is in its own form', () => {
  const oneRoute: HttpShape = { ...http, routes: [{ ...any, path: '/only', timeoutMs: 50 }] };
  const failing = async () => ({ ok: false, error: { type: 'Error', message: 'secret' } }) as const;

  test('an HTTP API has no such path, a function that failed, and one that took too long', async () => {
    const failed = await startWith(failing, oneRoute);
    const slow = await startWith(() => new Promise(() => undefined), oneRoute);

    const answers = await Promise.all(
      [`${failed.url}/other`, `${failed.url}/only`, `${slow.url}/only`].map((url) => fetch(url)),
    );

    expect(await Promise.all(answers.map((each) => each.json()))).toEqual([
      { message: 'Not Found' },
      { message: 'Internal Server Error' },
      { message: 'Service Unavailable' },
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 500, 503]);
  });

  test('a function URL has a function that failed, and a body that is too large', async () => {
    const { url } = await startWith(failing, functionUrl);

    const failed = await fetch(url);
    const large = await fetch(url, { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024) });

    expect([failed.status, await failed.json()]).toEqual([
      502,
      { Message: 'Internal Server Error' },
    ]);
    expect([large.status, await large.json()]).toEqual([
      413,
      { Message: expect.stringContaining('6291456') },
    ]);
  });

  test('what a function returned that is malformed is no answer of either', async () => {
    const malformed = async () => answer({ statusCode: 'fine' });

    const statuses = await Promise.all(
      shapes.map(
        async ([, shape]) => (await fetch((await startWith(malformed, shape)).url)).status,
      ),
    );

    expect(statuses).toEqual([500, 502]);
  });
});

describe('a function URL with CORS', () => {
  const cors = {
    allowOrigins: ['https://app.example.org'],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Prefer'],
    exposeHeaders: ['Location'],
    maxAge: 60,
  };
  const start = () => startWith(async () => answer({ statusCode: 200 }), { ...functionUrl, cors });
  const ask = (url: string, origin: string, method: string) =>
    fetch(url, { method, headers: { origin, 'access-control-request-method': 'POST' } });

  test('answers a preflight without its function, and adds to what that answers', async () => {
    const { url } = await start();

    const answers = [
      await ask(url, 'https://app.example.org', 'OPTIONS'),
      await ask(url, 'https://app.example.org', 'GET'),
    ];

    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'access-control-allow-origin': 'https://app.example.org',
        'access-control-allow-headers': 'Prefer',
        'access-control-expose-headers': 'Location',
      });
    }
  });

  test('lets no other origin read anything', async () => {
    const { url } = await start();

    const answers = [await ask(url, 'https://evil.example', 'OPTIONS'), await fetch(url)];

    for (const { headers } of answers) {
      expect(headers.has('access-control-allow-origin')).toBe(false);
    }
  });
});
