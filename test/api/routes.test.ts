import { expect, test } from 'vitest';
import { routes } from '../../lambdas/api/routes.ts';
import { createApiWorld } from './api-world.ts';
import { restEvent } from './rest-event.ts';

test('no two routes answer one method and path', () => {
  const names = routes.map(({ method, path }) => `${method} ${path}`);

  expect(new Set(names).size).toBe(names.length);
});

test('the definitions name every task with its parameters as JSON Schema', async () => {
  const { get } = createApiWorld({ policy: { retries: 1 } });

  const { status, headers, body } = await get('/v1/definitions');

  expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  expect(body.tasks.map(({ name }: { name: string }) => name).sort()).toEqual([
    'add',
    'any',
    'echo',
    'send-mail',
  ]);
  expect(body.tasks).toContainEqual({
    name: 'add',
    description: 'The sum of two numbers.',
    url: true,
    callUrl: '/prod/v1/run/add',
    parameters: [
      { name: 'x', required: true, schema: { type: 'number' } },
      { name: 'y', required: true, schema: { type: 'number' } },
    ],
    policy: expect.objectContaining({ retries: 1, maxAgeSeconds: 86_400 }),
  });
  expect(body.tasks).toContainEqual(
    expect.objectContaining({ name: 'send-mail', url: false, callUrl: null }),
  );
});

test('an optional parameter shows its default', async () => {
  const { get } = createApiWorld();

  const { body } = await get('/v1/definitions');

  const echo = body.tasks.find(({ name }: { name: string }) => name === 'echo');
  expect(echo.parameters[1]).toMatchObject({
    name: 'times',
    required: false,
    schema: { default: 1 },
  });
});

test('the API says that it lives', async () => {
  const { get } = createApiWorld();

  const { status, headers, body } = await get('/healthz');

  expect([status, body, headers.get('cache-control')]).toEqual([200, { status: 'ok' }, 'no-store']);
});

test('a body that the gateway encoded is read as it was sent', async () => {
  const { handler } = createApiWorld();
  const sent = JSON.stringify({ task: 'echo', args: ['é'] });
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  const event = restEvent('POST', '/v1/tasks', { headers });

  const { statusCode } = await handler({
    ...event,
    body: Buffer.from(sent).toString('base64'),
    isBase64Encoded: true,
  });

  expect(statusCode).toBe(202);
});

test('a body that is not UTF-8 is refused', async () => {
  const { handler } = createApiWorld();
  const headers = { 'Content-Type': 'application/json' };
  const event = restEvent('POST', '/v1/tasks', { headers });

  const { statusCode } = await handler({
    ...event,
    body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'),
    isBase64Encoded: true,
  });

  expect(statusCode).toBe(400);
});

test('the body of a GET request is passed over', async () => {
  const { ask } = createApiWorld();

  const { status } = await ask('GET', '/v1/run/add/2/3', { body: { x: 1 } });

  expect(status).toBe(202);
});
