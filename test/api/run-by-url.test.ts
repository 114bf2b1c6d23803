import { expect, test } from 'vitest';
import { createFaultyRunStore } from '../fakes/faulty-run-store.ts';
import { createApiWorld, type ApiWorld } from './api-world.ts';

test('a call URL begins its task and answers with its monitor', async () => {
  const { get, queue } = createApiWorld();

  const { status, headers, body } = await get('/v1/run/add/2/3');

  expect(status).toBe(202);
  expect(body).toMatchObject({ task: 'add', status: 'PENDING', pollingUrl: '/v1/run/add/2/3' });
  expect(headers.get('location')).toBe(`/prod/v1/tasks/${body.taskId}`);
  expect(headers.get('retry-after')).toBe('1');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(body.urls).toEqual({
    self: `/prod/v1/tasks/${body.taskId}`,
    result: `/prod/v1/tasks/${body.taskId}/result`,
    cancel: `/prod/v1/tasks/${body.taskId}/cancel`,
  });
  expect(queue.size()).toBe(1);
});

test('asked again while its run is in flight, a call URL answers with that run', async () => {
  const { get, queue } = createApiWorld();
  const first = await get('/v1/run/add/2/3');

  const second = await get('/v1/run/add/2/3');

  expect(second.status).toBe(202);
  expect(second.body.taskId).toBe(first.body.taskId);
  expect(queue.size()).toBe(1);
});

test('a call URL answers with the bare result of a run that has succeeded', async () => {
  const { get, work, clock, queue } = createApiWorld({ run: () => 5 });
  const { body: monitor } = await get('/v1/run/add/2/3');
  await work();
  await clock.advance(60_000);

  const { status, headers, text } = await get('/v1/run/add/2/3');

  expect(status).toBe(200);
  expect(text).toBe('5');
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('content-location')).toBe(`/prod/v1/tasks/${monitor.taskId}/result`);
  expect(headers.get('cache-control')).toBe('private, max-age=86340');
  expect(headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
  expect(headers.get('last-modified')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  expect(headers.has('retry-after')).toBe(false);
  expect(queue.size()).toBe(0);
});

test('once its result is no longer fresh, a call URL begins anew', async () => {
  const { get, work, clock } = createApiWorld({ policy: { maxAgeSeconds: 60 } });
  const first = await get('/v1/run/add/2/3');
  await work();
  await clock.advance(60_000);

  const again = await get('/v1/run/add/2/3');

  expect(again.status).toBe(202);
  expect(again.body.taskId).not.toBe(first.body.taskId);
});

test('a fresh result is answered while a run that somebody forced is in flight', async () => {
  const { get, post, work } = createApiWorld({ run: () => 5 });
  const first = await get('/v1/run/add/2/3');
  await work();
  const forced = await post('/v1/tasks', {
    task: 'add',
    args: [2, 3],
    pollingUrl: '/v1/run/add/2/3',
    checkRunning: false,
  });

  const { status, headers, text } = await get('/v1/run/add/2/3');

  expect(forced.body.taskId).not.toBe(first.body.taskId);
  expect([status, text]).toEqual([200, '5']);
  expect(headers.get('content-location')).toBe(`/prod/v1/tasks/${first.body.taskId}/result`);
});

test('an earlier result takes one read more than the head', async () => {
  const calls: string[] = [];
  const { get, post, work } = createApiWorld({
    run: () => 5,
    through: (store) =>
      createFaultyRunStore(store, { before: ({ method }) => void calls.push(method) }),
  });
  await get('/v1/run/add/2/3');
  await work();
  await post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: '/v1/run/add/2/3' });
  calls.length = 0;

  const { status } = await get('/v1/run/add/2/3');

  expect(status).toBe(200);
  expect(calls).toEqual(['read', 'read']);
});

test('a result that stops being fresh while it is read is answered', async () => {
  let slow = false;
  const url = `/v1/run/echo/${'u'.repeat(1200)}`;
  const world: ApiWorld = createApiWorld({
    policy: { maxAgeSeconds: 7200 },
    through: (store) =>
      createFaultyRunStore(store, {
        after: () => (slow ? world.clock.advance(2) : undefined),
      }),
  });
  const { get, work, clock } = world;
  await get(url);
  await work();
  await clock.advance(7_200_000 - 3);
  slow = true;

  const { status } = await get(url);

  expect(status).toBe(200);
});

test('a failure is remembered as a 409 with its run for as long as the policy says', async () => {
  const { get, work, clock } = createApiWorld({
    policy: { retries: 0 },
    run: () => {
      throw new RangeError('No such place');
    },
  });
  const { body: monitor } = await get('/v1/run/add/2/3');
  await work();
  await clock.advance(15_000);

  const failed = await get('/v1/run/add/2/3');
  await clock.advance(45_000);
  const anew = await get('/v1/run/add/2/3');

  expect(failed.status).toBe(409);
  expect(failed.headers.get('content-type')).toBe('application/problem+json');
  expect(failed.headers.get('cache-control')).toBe('private, max-age=45');
  expect(failed.body).toMatchObject({
    type: expect.stringMatching(/\/task-failed$/),
    status: 409,
    detail: 'The run failed after 1 attempt: RangeError: No such place',
    run: { taskId: monitor.taskId, status: 'FAILURE', error: { name: 'RangeError' } },
  });
  expect(anew.status).toBe(202);
});

test('a cancelled run is remembered as a 409', async () => {
  const { get, post } = createApiWorld();
  const { body: monitor } = await get('/v1/run/add/2/3');
  await post(`/v1/tasks/${monitor.taskId}/cancel`);

  const { status, headers, body } = await get('/v1/run/add/2/3');

  expect(status).toBe(409);
  expect(headers.get('cache-control')).toBe('private, max-age=60');
  expect(body).toMatchObject({
    type: expect.stringMatching(/\/task-revoked$/),
    run: { status: 'REVOKED' },
  });
});

test.each([
  ['/v1/run/add/2/3', '/v1/run/add?y=3&x=2'],
  ['/v1/run/add/2/3', '/v1/run/add/2.0/3e0?X-Amz-Signature=abc'],
  ['/v1/run/echo/a%2Fb', '/v1/run/echo?text=a/b'],
  ['/v1/run/echo/a%25b', '/v1/run/echo?text=a%25b&times=1'],
  ['/v1/run/echo/..', '/v1/run/echo?text=%2E%2E'],
  ['/v1/run/echo/caf%C3%A9', '/v1/run/echo/café'],
])('%s and %s are one call', async (one, other) => {
  const { get } = createApiWorld();

  const first = await get(one);
  const second = await get(other);

  expect([first.status, second.status]).toEqual([202, 202]);
  expect(second.body.taskId).toBe(first.body.taskId);
});

test('an argument holds whatever a segment or a query value spells', async () => {
  const { get, work } = createApiWorld();
  await get('/v1/run/echo/%2F%25%20%2B?times=2');
  await work();

  const { body } = await get('/v1/run/echo/%2F%25%20%2B?times=2');

  expect(body).toEqual({ text: '/% +', times: 2 });
});

test('an empty argument goes by name', async () => {
  const { get } = createApiWorld();

  const { status, body } = await get('/v1/run/echo?text=');

  expect([status, body.pollingUrl]).toEqual([202, '/v1/run/echo?text=&times=1']);
});
