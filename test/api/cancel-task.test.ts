import { expect, test } from 'vitest';
import { createLaggingRunStore } from '../fakes/lagging-run-store.ts';
import { createApiWorld } from './api-world.ts';

const zone = { task: 'add', args: [2, 3], pollingUrl: '/zone' };

test('a run that nobody works on is cancelled at once', async () => {
  const { post } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);

  const { status, headers, body } = await post(`/v1/tasks/${begun.taskId}/cancel`);
  const again = await post(`/v1/tasks/${begun.taskId}/cancel`);

  expect([status, body.status, again.status]).toEqual([200, 'REVOKED', 200]);
  expect(headers.get('cache-control')).toBe('private, no-cache');
});

test('a run at work is asked to end, and ends', async () => {
  const { get, post, startWork, clock } = createApiWorld({
    run: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('Stopped')));
      }),
  });
  const { body: begun } = await post('/v1/tasks', zone);
  const working = startWork();
  await clock.advance(1_000);

  const asked = await post(`/v1/tasks/${begun.taskId}/cancel`);
  await clock.runUntil(working);
  const result = await get(`/v1/tasks/${begun.taskId}/result`);

  expect(asked.status).toBe(202);
  expect(asked.body).toMatchObject({
    status: 'STARTED',
    cancelRequestedAt: '2030-01-01T00:00:01.000Z',
  });
  expect(asked.headers.get('location')).toBe(begun.urls.self);
  expect(asked.headers.get('retry-after')).toBe('1');
  expect([result.status, result.body.type]).toEqual([
    409,
    expect.stringMatching(/\/task-revoked$/),
  ]);
});

test('a run that has ended is not cancelled, and shown as it is', async () => {
  const { post, work } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);
  await work();

  const { status, body } = await post(`/v1/tasks/${begun.taskId}/cancel`);

  expect(status).toBe(409);
  expect(body).toMatchObject({
    type: expect.stringMatching(/\/already-ended$/),
    detail: expect.stringContaining('SUCCESS'),
    run: { taskId: begun.taskId, status: 'SUCCESS' },
  });
});

test('a run that has ended is shown as it is though eventual reads lag', async () => {
  const { post, work } = createApiWorld({
    through: (store) => createLaggingRunStore(store, () => Infinity),
  });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();

  const { status, body } = await post(`/v1/tasks/${begun.taskId}/cancel`);

  expect([status, body.run.status]).toEqual([409, 'SUCCESS']);
});

test('a page of another site cancels nothing', async () => {
  const { get, post } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);
  const cancel = `/v1/tasks/${begun.taskId}/cancel`;

  const { status, body } = await post(cancel, undefined, { 'Sec-Fetch-Site': 'cross-site' });

  expect([status, body.type]).toEqual([403, expect.stringMatching(/\/forbidden$/)]);
  expect((await get(`/v1/tasks/${begun.taskId}`)).body.status).toBe('PENDING');
});
