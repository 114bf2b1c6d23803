import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const zone = { task: 'add', args: [2, 3], pollingUrl: '/zone/1' };

test('a begin answers with the monitor, what it did, and a sentence', async () => {
  const { post } = createApiWorld();

  const { status, headers, body } = await post('/v1/tasks', zone);

  expect(status).toBe(202);
  expect(body).toMatchObject({
    task: 'add',
    pollingUrl: '/zone/1',
    status: 'PENDING',
    outcome: 'started',
    statusText: 'This process has begun and will be running in the background.',
  });
  expect(headers.get('location')).toBe(body.urls.self);
  expect(headers.get('retry-after')).toBe('1');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.has('operation-location')).toBe(false);
});

test('a second begin for the same polling URL joins the run in flight', async () => {
  const { post } = createApiWorld();
  const first = await post('/v1/tasks', zone);

  const second = await post('/v1/tasks', { ...zone, args: [2], kwargs: { y: 3 } });

  expect(second.body).toMatchObject({
    taskId: first.body.taskId,
    outcome: 'running',
    statusText: 'This process is currently running in the background.',
  });
});

test('a begin does not look whether there is a result', async () => {
  const { post, work } = createApiWorld();
  const first = await post('/v1/tasks', zone);
  await work();

  const second = await post('/v1/tasks', zone);

  expect([second.status, second.body.outcome]).toEqual([202, 'started']);
  expect(second.body.taskId).not.toBe(first.body.taskId);
});

test('with reuse, a begin answers with the run whose result is fresh', async () => {
  const { post, work } = createApiWorld();
  const first = await post('/v1/tasks', zone);
  await work();

  const { status, headers, body } = await post('/v1/tasks', { ...zone, reuse: true });

  expect(status).toBe(200);
  expect(body).toMatchObject({ taskId: first.body.taskId, status: 'SUCCESS', outcome: 'cached' });
  expect(body.statusText).toMatch(/already run/);
  expect(headers.get('location')).toBe(first.body.urls.self);
  expect(headers.get('cache-control')).toBe('private, no-cache');
});

test('with reuse, an earlier result is the answer while a forced run is in flight', async () => {
  const { post, work } = createApiWorld();
  const first = await post('/v1/tasks', zone);
  await work();
  await post('/v1/tasks', zone);

  const { status, body } = await post('/v1/tasks', { ...zone, reuse: true });

  expect([status, body.outcome]).toEqual([200, 'cached']);
  expect(body.taskId).toBe(first.body.taskId);
});

test('with checkRunning false, a begin begins beside the run in flight', async () => {
  const { post, get } = createApiWorld();
  const first = await post('/v1/tasks', zone);

  const second = await post('/v1/tasks', { ...zone, checkRunning: false });

  expect(second.body.outcome).toBe('started');
  expect((await get(`/v1/tasks/${first.body.taskId}`)).body.status).toBe('PENDING');
});

test('with cacheResults false, what begins leaves the polling URL alone', async () => {
  const { post, get } = createApiWorld();

  const { body } = await post('/v1/tasks', { ...zone, cacheResults: false });

  expect(body).toMatchObject({ outcome: 'started', pollingUrl: null });
  expect((await get('/v1/status?pollingUrl=/zone/1')).status).toBe(404);
  expect((await get(`/v1/tasks/${body.taskId}`)).status).toBe(200);
});

test('without polling URL and task ID, a run always begins', async () => {
  const { post } = createApiWorld();

  const first = await post('/v1/tasks', { task: 'add', args: [2, 3] });
  const second = await post('/v1/tasks', { task: 'add', args: [2, 3] });

  expect(second.body).toMatchObject({ outcome: 'started', pollingUrl: null });
  expect(second.body.taskId).not.toBe(first.body.taskId);
});

test('the task ID of a run in flight joins it', async () => {
  const { post } = createApiWorld();
  const { body: first } = await post('/v1/tasks', { task: 'add', args: [2, 3] });

  const { body } = await post('/v1/tasks', { task: 'add', args: [2, 3], taskId: first.taskId });

  expect(body).toMatchObject({ outcome: 'running', taskId: first.taskId });
});

test.each(['nonsense', '', `${'a'.repeat(43)}.${'b'.repeat(22)}`])(
  'the task ID %j names no run, so that one begins even beside the run in flight',
  async (taskId) => {
    const { post } = createApiWorld();
    const first = await post('/v1/tasks', zone);

    const { body } = await post('/v1/tasks', { ...zone, taskId });

    expect(body.outcome).toBe('started');
    expect(body.taskId).not.toBe(first.body.taskId);
  },
);

test('the sentences are templates that the owner replaces one by one', async () => {
  const { post } = createApiWorld({
    statusTexts: '{"started":"{task} runs as {taskId} for {pollingUrl}{other}"}',
  });

  const { body } = await post('/v1/tasks', { ...zone, pollingUrl: '/{task}' });
  const joined = await post('/v1/tasks', { ...zone, pollingUrl: '/{task}' });

  expect(body.statusText).toBe(`add runs as ${body.taskId} for /%7Btask%7D{other}`);
  expect(joined.body.statusText).toBe('This process is currently running in the background.');
});

test('a call URL and a POST with it as polling URL share one run', async () => {
  const { get, post } = createApiWorld();
  const first = await get('/v1/run/add/2/3');

  const { body } = await post('/v1/tasks', { ...zone, pollingUrl: '/v1/run/add?y=3&x=2' });

  expect(body).toMatchObject({ outcome: 'running', taskId: first.body.taskId });
});

test('a task that is not begun by its URL is begun by POST', async () => {
  const { post } = createApiWorld();

  const { status } = await post('/v1/tasks', { task: 'send-mail', kwargs: { to: 'ann' } });

  expect(status).toBe(202);
});

test('a polling URL that stands for something else is refused, with the run in its way', async () => {
  const { post, work, queue } = createApiWorld();
  const { body: first } = await post('/v1/tasks', zone);

  const inFlight = await post('/v1/tasks', { ...zone, args: [2, 4] });
  await work();
  const fresh = await post('/v1/tasks', { ...zone, task: 'echo', args: ['x'] });

  expect([inFlight.status, fresh.status]).toEqual([409, 409]);
  expect(inFlight.body).toMatchObject({
    type: expect.stringMatching(/\/polling-url-in-use$/),
    detail: expect.stringContaining('is in flight'),
    run: { taskId: first.taskId, status: 'PENDING' },
  });
  expect(fresh.body).toMatchObject({ run: { taskId: first.taskId, status: 'SUCCESS' } });
  expect(queue.size()).toBe(0);
});

test('the task ID of a run in flight that does something else is refused, with that run', async () => {
  const { post } = createApiWorld();
  const { body: first } = await post('/v1/tasks', { task: 'add', args: [2, 3] });

  const { status, body } = await post('/v1/tasks', { ...zone, args: [4, 5], taskId: first.taskId });

  expect(status).toBe(409);
  expect(body.run.taskId).toBe(first.taskId);
});

test('once an outcome is no longer served, its polling URL is free', async () => {
  const { post, work, clock } = createApiWorld({ policy: { maxAgeSeconds: 60 } });
  await post('/v1/tasks', zone);
  await work();
  await clock.advance(60_000);

  const { status } = await post('/v1/tasks', { ...zone, args: [4, 5] });

  expect(status).toBe(202);
});
