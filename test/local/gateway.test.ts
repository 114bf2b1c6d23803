import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FunctionOutcome } from '../../local/functions/messages.ts';
import { startGateway } from '../../local/gateway/gateway.ts';
import type { Invoke } from '../../local/gateway/proxy.ts';
import type { ApiShape, RouteShape } from '../../local/template/shape.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:api';

function route(path: string, more: Partial<RouteShape> = {}): RouteShape {
  return { resourceId: 'r', path, method: 'ANY', functionArn, timeoutMs: 29_000, ...more };
}

function api(more: Partial<ApiShape> = {}): ApiShape {
  const routes = [route('/'), route('/{proxy+}')];
  return { id: 'a1', stage: 'prod', binaryMediaTypes: [], routes, ...more };
}

function answer(value: unknown): FunctionOutcome {
  return { ok: true, payload: JSON.stringify(value) };
}

async function startWith(invoke: Invoke, shape = api()) {
  const gateway = await startGateway(0);
  onTestFinished(gateway.close);
  gateway.serve(shape, invoke);
  return gateway;
}

/** Starts a gateway whose function answers 200, sends it a request and gives the event that came of it. */
async function eventOf(path: string, init: RequestInit = {}, shape = api()) {
  const events: APIGatewayProxyEvent[] = [];
  const { url } = await startWith(async (_, event) => {
    events.push(JSON.parse(event));
    return answer({ statusCode: 200, body: '' });
  }, shape);
  await fetch(url + path, init);
  const [event] = events;
  if (event === undefined) throw new Error('The function was not called');
  return { event, url };
}

async function expectProblem(response: Response, status: number, code: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const type = expect.stringMatching(new RegExp(`^https://.*/${code}$`));
  expect(await response.json()).toMatchObject({ type, status, detail: expect.any(String) });
}

describe('an event holds', () => {
  test('the path as it was sent, with the proxy parameter decoded', async () => {
    const { event } = await eventOf('/v1/run/a%2Fb/%C3%BC/x%20y');

    expect(event.path).toBe('/v1/run/a%2Fb/%C3%BC/x%20y');
    expect(event.resource).toBe('/{proxy+}');
    expect(event.pathParameters).toEqual({ proxy: 'v1/run/a/b/ü/x y' });
  });

  test('a malformed escape as it was sent', async () => {
    const { event } = await eventOf('/a%zz');

    expect(event.path).toBe('/a%zz');
    expect(event.pathParameters).toEqual({ proxy: 'a%zz' });
  });

  test('query names and values decoded as those of a form: of repeated ones the last, and all', async () => {
    const { event } = await eventOf('/?x=1&y=a+b%20c%2B&x=2&e=&%C3%BC=%26&__proto__=p');

    const all = { x: ['1', '2'], y: ['a b c+'], e: [''], ü: ['&'] };
    expect(event.queryStringParameters).toMatchObject({ x: '2', y: 'a b c+', e: '', ü: '&' });
    expect(event.multiValueQueryStringParameters).toMatchObject(all);
    expect(Object.keys(event.queryStringParameters ?? {})).toContain('__proto__');
  });

  test('null where there is no query, no parameter and no body', async () => {
    const { event } = await eventOf('/');

    expect(event).toMatchObject({
      resource: '/',
      path: '/',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  test('headers under the names as sent, but for those that API Gateway keeps', async () => {
    const { event, url } = await eventOf('/', {
      headers: { 'X-Own': 'ü is latin1', Accept: 'a/b', TE: 'trailers' },
    });

    expect(event.headers).toMatchObject({ 'X-Own': 'ü is latin1', Accept: 'a/b' });
    expect(event.multiValueHeaders).toMatchObject({ 'X-Own': ['ü is latin1'] });
    expect(event.headers['X-Forwarded-Port']).toBe(new URL(url).port);
    const names = Object.keys(event.headers).map((name) => name.toLowerCase());
    expect(names.filter((name) => name === 'connection' || name === 'te')).toEqual([]);
  });

  test('a repeated header last and whole', async () => {
    const events: APIGatewayProxyEvent[] = [];
    const { url } = await startWith(async (_, event) => {
      events.push(JSON.parse(event));
      return answer({});
    });

    const sent = httpRequest(url, { headers: { 'X-Two': ['a', 'b'] } }).end();
    await new Promise((resolve) => sent.on('response', (r) => r.resume().on('end', resolve)));

    expect(events[0]?.headers['X-Two']).toBe('b');
    expect(events[0]?.multiValueHeaders['X-Two']).toEqual(['a', 'b']);
  });

  test('the request context, with a path that no stage stands before', async () => {
    const { event } = await eventOf('/v1/x?y=1', { method: 'DELETE' });

    expect(event.httpMethod).toBe('DELETE');
    expect(event.requestContext).toMatchObject({
      apiId: 'a1',
      httpMethod: 'DELETE',
      identity: { sourceIp: '127.0.0.1', userAgent: 'node' },
      path: '/v1/x',
      protocol: 'HTTP/1.1',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestTime: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      resourcePath: '/{proxy+}',
      stage: 'prod',
    });
  });

  test('a body as text', async () => {
    const { event } = await eventOf('/', { method: 'POST', body: '{"k":  "ü"}' });

    expect(event.body).toBe('{"k":  "ü"}');
    expect(event.isBase64Encoded).toBe(false);
  });

  test('a body of a binary media type as base64', async () => {
    const init = {
      method: 'POST',
      body: new Uint8Array([0, 255]),
      headers: { 'content-type': 'image/png; x=y' },
    };

    const { event } = await eventOf('/', init, api({ binaryMediaTypes: ['image/png'] }));

    expect(event.body).toBe('AP8=');
    expect(event.isBase64Encoded).toBe(true);
  });
});

describe('a route is chosen', () => {
  const routes = [
    route('/{proxy+}'),
    route('/v1/tasks/{taskId}'),
    route('/v1/tasks/all'),
    route('/v1/tasks/{taskId}', { method: 'GET', resourceId: 'own' }),
  ];

  test.each([
    ['GET', '/v1/tasks/all', '/v1/tasks/all', null],
    ['GET', '/v1/tasks/x%20y', '/v1/tasks/{taskId}', { taskId: 'x y' }],
    ['GET', '/v1/tasks/x/y', '/{proxy+}', { proxy: 'v1/tasks/x/y' }],
    ['GET', '/v1/tasks/', '/{proxy+}', { proxy: 'v1/tasks' }],
  ])('%s %s: %s', async (method, path, resource, pathParameters) => {
    const { event } = await eventOf(path, { method }, api({ routes }));

    expect(event).toMatchObject({ resource, pathParameters });
  });

  test('by its method before ANY', async () => {
    const get = await eventOf('/v1/tasks/x', {}, api({ routes }));
    const put = await eventOf('/v1/tasks/x', { method: 'PUT' }, api({ routes }));

    expect(get.event.requestContext.resourceId).toBe('own');
    expect(put.event.requestContext.resourceId).toBe('r');
  });

  test('and where there is none the answer is 403, as API Gateway has it', async () => {
    const { url } = await startWith(async () => answer({}), api({ routes: [route('/only')] }));

    await expectProblem(await fetch(`${url}/other`), 403, 'forbidden');
  });
});

describe('an answer', () => {
  test('has the status, the headers and the body that the function returned', async () => {
    const { url } = await startWith(async () =>
      answer({
        statusCode: 201,
        headers: { 'X-One': 'single', 'X-Number': 7, Date: 'never', 'WWW-Authenticate': 'Basic' },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'x-one': ['list'] },
        body: 'AP8=',
        isBase64Encoded: true,
      }),
    );

    const response = await fetch(url);

    expect(response.status).toBe(201);
    expect(response.headers.get('x-one')).toBe('list');
    expect(response.headers.get('x-number')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-amzn-remapped-date')).toBe('never');
    expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
    expect(response.headers.get('content-length')).toBe('2');
    expect([...(await response.bytes())]).toEqual([0, 255]);
  });

  test('to HEAD has no body', async () => {
    const { url } = await startWith(async () => answer({ statusCode: 200, body: 'text' }));

    const response = await fetch(url, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each([
    ['no object', 'text'],
    ['a member that nobody knows', { statusCode: 200, answer: 42 }],
    ['no status', { statusCode: 'fine' }],
    ['a body that is no text', { statusCode: 200, body: {} }],
    ['a header that is no text', { statusCode: 200, headers: { a: {} } }],
    ['a header that HTTP cannot carry', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
  ])('with %s is a 502', async (_, value) => {
    const { url } = await startWith(async () => answer(value));

    await expectProblem(await fetch(url), 502, 'internal');
  });

  test('of a function that failed is a 502 that does not say why', async () => {
    const error = { type: 'TypeError', message: 'secret' };
    const { url } = await startWith(async () => ({ ok: false, error }));

    const response = await fetch(url);

    expect(await response.clone().text()).not.toContain('secret');
    await expectProblem(response, 502, 'internal');
  });

  test('that does not come in time is a 504, and the event is withdrawn', async () => {
    const withdrawn = Promise.withResolvers<void>();
    const { url } = await startWith(
      (_, __, signal) => {
        signal.addEventListener('abort', () => withdrawn.resolve());
        return new Promise(() => undefined);
      },
      api({ routes: [route('/', { timeoutMs: 50 })] }),
    );

    await expectProblem(await fetch(url), 504, 'timed-out');
    await withdrawn.promise;
  });
});

describe('the gateway refuses by itself', () => {
  test('what is asked under another name than its own', async () => {
    const { url } = await startWith(async () => answer({}));
    const { port } = new URL(url);

    const statuses = await Promise.all(
      [
        `localhost:${port}`,
        `127.0.0.1:${port}`,
        `[::1]:${port}`,
        'localhost',
        `evil.test:${port}`,
      ].map((host) => statusOf(url, { host })),
    );

    expect(statuses).toEqual([200, 200, 200, 403, 403]);
  });

  test('a body of more than 10 MB, with and without its length said before', async () => {
    const { url } = await startWith(async () => answer({}));
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    const streamed = { method: 'POST', body: new Blob([large]).stream(), duplex: 'half' };

    const known = await fetch(url, { method: 'POST', body: large });
    const unknown = await fetch(url, streamed);

    await expectProblem(known, 413, 'too-large');
    await expectProblem(unknown, 413, 'too-large');
  });

  test('a body that makes an event of more than 6 MB', async () => {
    const { url } = await startWith(async () => answer({}));

    const response = await fetch(url, { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024) });

    await expectProblem(response, 413, 'too-large');
  });

  test.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400],
    ['a target that is no path', 'GET http://localhost/ HTTP/1.1\r\nHost: $\r\n\r\n', 400],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nHost: $\r\nA: ${'a'.repeat(11_000)}\r\n\r\n`,
      431,
    ],
    ['a request without a Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 403],
  ])('%s', async (_, sent, status) => {
    const { url } = await startWith(async () => answer({}));
    const { host, port } = new URL(url);

    const socket = connect(Number(port), '127.0.0.1');
    socket.write(sent.replace('$', `${host}\r\nConnection: close`));
    const received = await text(socket);

    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('application/problem+json');
    expect(received).toContain('no-store');
  });

  test('everything, for the moment, while the stack is being started', async () => {
    const gateway = await startGateway(0);
    onTestFinished(gateway.close);

    const response = await fetch(gateway.url);

    expect(response.headers.get('retry-after')).toBe('1');
    await expectProblem(response, 503, 'unavailable');
  });
});

test('a port in use is one sentence', async () => {
  const { url } = await startWith(async () => answer({}));
  const { port } = new URL(url);

  await expect(startGateway(Number(port))).rejects.toThrow(
    `Port ${port} is in use: set PORT to another one, or to 0 for any that is free`,
  );
});

test('the gateway listens on the loopback addresses alone', async () => {
  const { url } = await startWith(async () => answer({ statusCode: 200, body: 'here' }));

  const byName = await fetch(url.replace('127.0.0.1', 'localhost'));
  const elsewhere = statusOf(url.replace('127.0.0.1', '127.0.0.2'), {});

  expect(await byName.text()).toBe('here');
  await expect(elsewhere).rejects.toThrow('ECONNREFUSED');
});

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}
