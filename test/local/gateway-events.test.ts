import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { answer, api, eventOf, expectProblem, route, startWith } from './gateway-under-test.ts';

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
