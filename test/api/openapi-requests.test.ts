import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const takes = await createTakes();

/** Whether the document's schema there takes a value. */
async function createTakes() {
  const document = (await createApiWorld().get('/openapi.json')).body;
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: 'https://api.example.org/', ...document });
  return (pointer: string, value: unknown) =>
    ajv.validate({ $ref: `https://api.example.org/#${pointer}` }, value);
}

test.each([
  [{ task: 'add', args: [2, 3] }, true],
  [{ task: 'add', args: [2, 3], kwargs: {} }, true],
  [{ task: 'add', args: [2], kwargs: { y: 3 }, pollingUrl: '/sum', reuse: true }, true],
  [{ task: 'add', kwargs: { x: 2, y: 3 } }, true],
  [{ task: 'add', args: [], kwargs: { x: 2, y: 3 } }, true],
  [{ task: 'echo', args: ['a'] }, true],
  [{ task: 'echo', kwargs: { text: 'a' } }, true],
  [{ task: 'echo', args: ['a'], kwargs: { times: 2 } }, true],
  [{ task: 'any', args: [{ a: [null, 'deep'] }] }, true],
  [{ task: 'send-mail', kwargs: { to: 'you' } }, true],
  [{ task: 'add' }, false],
  [{ task: 'add', args: [2] }, false],
  [{ task: 'add', kwargs: { x: 2 } }, false],
  [{ task: 'add', args: [2], kwargs: { x: 2 } }, false],
  [{ task: 'add', args: [2], kwargs: { x: 2, y: 3 } }, false],
  [{ task: 'add', args: [2, 3], kwargs: { y: 3 } }, false],
  [{ task: 'add', args: ['2', 3] }, false],
  [{ task: 'add', args: [1, 2, 3] }, false],
  [{ task: 'add', kwargs: { x: 2, y: 3, z: 1 } }, false],
  [{ task: 'echo', kwargs: { text: 'a', times: 0 } }, false],
  [{ task: 'nope' }, false],
  [{ task: 'add', args: [2, 3], pollingURL: '/sum' }, false],
  [{ task: 'add', args: [2, 3], pollingUrl: 'sum' }, false],
])('takes the body %j for one that begins as the API does: %s', async (body, isTaken) => {
  const { post } = createApiWorld();

  const { status } = await post('/v1/tasks', body);

  const described = takes('/components/schemas/Begin', body);
  expect([described, status === 202]).toEqual([isTaken, isTaken]);
});

test.each([
  ['/', true],
  ['/a//b?c=%2F&d#e', true],
  ['/é 😀', true],
  ['HTTPS://Example.org:8443/a?b', true],
  ['http://example.org', true],
  ['http://example.org?a', true],
  ['', false],
  ['a/b', false],
  ['//example.org/', false],
  ['http:/example.org/', false],
  ['http://', false],
  ['http://exa mple.org/', false],
  ['http://exa%zzmple.org/', false],
  ['http://example.org:80a/', false],
  ['ftp://example.org/', false],
  ['/a\u0000', false],
  ['/a\u0085', false],
  ['/a\\b', false],
  ['/%4', false],
])('takes %j for a polling URL as the API does: %s', async (pollingUrl, isTaken) => {
  const { get } = createApiWorld();

  const { status } = await get(`/v1/explain?pollingUrl=${encodeURIComponent(pollingUrl)}`);

  const described = takes('/components/schemas/PollingUrl', pollingUrl);
  expect([described, status === 200]).toEqual([isTaken, isTaken]);
});

test.each([
  ['k', true],
  ['"a key"', true],
  ['"\\"\\\\"', true],
  ['', false],
  ['""', false],
  ['a b', false],
  ['"a', false],
  ['"\\a"', false],
  ['ä', false],
])('takes %j for an Idempotency-Key as the API does: %s', async (key, isTaken) => {
  const { post } = createApiWorld();
  const body = { task: 'add', args: [2, 3] };

  const { status } = await post('/v1/tasks', body, { 'Idempotency-Key': key });

  const described = takes('/components/parameters/Idempotency-Key/schema', key);
  expect([described, status === 202]).toEqual([isTaken, isTaken]);
});

test('takes as many characters for an Idempotency-Key, and for a polling URL, as the API does', () => {
  const key = '/components/parameters/Idempotency-Key/schema';
  const pollingUrl = '/components/schemas/PollingUrl';

  const lengths = [
    ...[255, 256].map((length) => takes(key, 'k'.repeat(length))),
    ...[255, 256].map((length) => takes(key, `"${'\\"'.repeat(length)}"`)),
    ...[2_048, 2_049].map((length) => takes(pollingUrl, '/'.padEnd(length, 'a'))),
  ];

  expect(lengths).toEqual([true, false, true, false, true, false]);
});

test.each([
  ['add', false],
  ['send-mail', true],
  ['nope', true],
])('takes %j for the path of other tasks: %s', (task, isTaken) => {
  const pointer = '/paths/~1v1~1run~1%7Btask%7D/get/parameters/0/schema';

  expect(takes(pointer, task)).toBe(isTaken);
});
