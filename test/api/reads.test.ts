import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const zone = { task: 'add', args: [2, 3], pollingUrl: '/zone?a=1&b=2' };
const zoneByUrl = `pollingUrl=${encodeURIComponent(zone.pollingUrl)}`;

test('a run in flight is shown by its ID and by its polling URL, with when to ask again', async () => {
  const { get, post, clock } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);
  await clock.advance(30_000);

  const byId = await get(`/v1/tasks/${begun.taskId}`);
  const byUrl = await get(`/v1/status?${zoneByUrl}`);

  const { outcome: _, statusText: __, refreshing: ___, ...monitor } = begun;
  expect([byId.status, byUrl.status]).toEqual([200, 200]);
  expect(byId.body).toEqual(monitor);
  expect(byUrl.body).toEqual(monitor);
  expect(byUrl.headers.get('cache-control')).toBe('private, no-cache');
  expect(byUrl.headers.get('content-location')).toBe(`/prod/v1/tasks/${begun.taskId}`);
  expect(byUrl.headers.get('retry-after')).toBe('3');
});

test('a run of a task whose last one took a minute is asked after each tenth of that', async () => {
  const { post, work, clock } = createApiWorld({ run: () => clock.sleep(60_000).then(() => 5) });
  await post('/v1/tasks', zone);
  await work();

  const { headers } = await post('/v1/tasks', zone);

  expect(headers.get('retry-after')).toBe('6');
});

test('an ended run is shown with its times', async () => {
  const { get, post, work, clock } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);
  await clock.advance(1_000);
  await work();

  const { status, headers, body } = await get(begun.urls.self.replace('/prod', ''));

  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'SUCCESS',
    attempt: 1,
    createdAt: '2030-01-01T00:00:00.000Z',
    startedAt: '2030-01-01T00:00:01.000Z',
    finishedAt: '2030-01-01T00:00:01.000Z',
    freshUntil: '2030-01-02T00:00:01.000Z',
    error: null,
  });
  expect(headers.has('retry-after')).toBe(false);
});

test('the result of a run in flight is its monitor as 202', async () => {
  const { get, post } = createApiWorld();
  const { body: begun } = await post('/v1/tasks', zone);

  const byId = await get(`/v1/tasks/${begun.taskId}/result`);
  const byUrl = await get(`/v1/result?${zoneByUrl}`);

  for (const { status, headers, body } of [byId, byUrl]) {
    expect([status, body.taskId]).toEqual([202, begun.taskId]);
    expect(headers.get('location')).toBe(begun.urls.self);
    expect(headers.get('retry-after')).toBe('1');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('a result is the bare JSON that the task returned', async () => {
  const { get, post, work, clock } = createApiWorld({ run: () => ({ areaKm2: 18.5 }) });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();
  await clock.advance(400);

  const byId = await get(`/v1/tasks/${begun.taskId}/result`);
  const byUrl = await get(`/v1/result?${zoneByUrl}`);

  for (const { status, headers, text } of [byId, byUrl]) {
    expect([status, text]).toEqual([200, '{"areaKm2":18.5}']);
    expect(headers.get('content-location')).toBe(begun.urls.result);
    expect(headers.get('cache-control')).toBe('private, max-age=86399');
    expect(headers.get('last-modified')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  }
  expect(byUrl.headers.get('etag')).toBe(byId.headers.get('etag'));
});

test('a result that is too large for its record is answered all the same', async () => {
  const large = 'a'.repeat(50_000);
  const { get, post, work } = createApiWorld({ run: () => large });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();

  const { body } = await get(`/v1/tasks/${begun.taskId}/result`);

  expect(body).toBe(large);
});

test('the result null is a result', async () => {
  const { get, post, work } = createApiWorld({ run: () => null });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();

  const { status, text } = await get(`/v1/tasks/${begun.taskId}/result`);

  expect([status, text]).toEqual([200, 'null']);
});

test('a result that is no longer fresh is answered for an hour, and not to be kept', async () => {
  const { get, post, work, clock } = createApiWorld({ policy: { maxAgeSeconds: 60 } });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();
  await clock.advance(3_599_000);

  const { status, headers } = await get(`/v1/tasks/${begun.taskId}/result`);

  expect([status, headers.get('cache-control')]).toEqual([200, 'private, max-age=0']);
});

test('an expired result is gone by its ID and unknown by its URL', async () => {
  const { get, post, work, clock } = createApiWorld({ policy: { maxAgeSeconds: 60 } });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();
  await clock.advance(3_600_000);

  const byId = await get(`/v1/tasks/${begun.taskId}/result`);
  const byUrl = await get(`/v1/result?${zoneByUrl}`);
  const monitor = await get(`/v1/tasks/${begun.taskId}`);

  expect([byId.status, byId.body.type]).toEqual([410, expect.stringMatching(/\/result-expired$/)]);
  expect([byUrl.status, byUrl.body.type]).toEqual([404, expect.stringMatching(/\/unknown-run$/)]);
  expect([monitor.status, monitor.body.status]).toEqual([200, 'SUCCESS']);
});

test('the result of a failed run is a 409 with the run and its error', async () => {
  const { get, post, work, clock } = createApiWorld({
    policy: { retries: 0, failureMaxAgeSeconds: 5 },
    run: () => {
      throw new TypeError('No such coast');
    },
  });
  const { body: begun } = await post('/v1/tasks', zone);
  await work();

  const early = await get(`/v1/tasks/${begun.taskId}/result`);
  await clock.advance(5_000);
  const late = await get(`/v1/result?${zoneByUrl}`);

  for (const { status, body } of [early, late]) {
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: expect.stringMatching(/\/task-failed$/),
      detail: expect.stringContaining('TypeError: No such coast'),
      run: { taskId: begun.taskId, error: { name: 'TypeError', message: 'No such coast' } },
    });
  }
  expect(early.headers.get('cache-control')).toBe('private, max-age=5');
  expect(late.headers.get('cache-control')).toBe('no-store');
});

test('a run that was replaced goes on answering by its ID', async () => {
  const { get, post, work } = createApiWorld();
  const { body: first } = await post('/v1/tasks', zone);
  await work();
  const { body: second } = await post('/v1/tasks', zone);

  const byId = await get(`/v1/tasks/${first.taskId}/result`);
  const byUrl = await get(`/v1/status?${zoneByUrl}`);

  expect(byId.status).toBe(200);
  expect(byUrl.body.taskId).toBe(second.taskId);
});

test('a polling URL that is too long for its record is shown whole', async () => {
  const { get, post } = createApiWorld();
  const pollingUrl = `/${'z'.repeat(1_500)}`;
  const { body: begun } = await post('/v1/tasks', { ...zone, pollingUrl });

  const { body } = await get(`/v1/tasks/${begun.taskId}`);

  expect(body.pollingUrl).toBe(pollingUrl);
});

test('a call URL is a polling URL in every spelling', async () => {
  const { get } = createApiWorld();
  const { body: begun } = await get('/v1/run/add/2/3');

  const { body } = await get(`/v1/status?pollingUrl=${encodeURIComponent('/v1/run/add?y=3&x=2')}`);

  expect(body.taskId).toBe(begun.taskId);
});

test('progress is shown as the task reports it', async () => {
  const { get, post, startWork, clock } = createApiWorld({
    run: (_, { onProgress }) => {
      onProgress({ current: 3, total: 10, message: 'cells' });
      return new Promise(() => {});
    },
  });
  const { body: begun } = await post('/v1/tasks', zone);
  void startWork();
  await clock.advance(2_000);

  const { body } = await get(`/v1/tasks/${begun.taskId}`);

  expect(body).toMatchObject({
    status: 'STARTED',
    progress: { current: 3, total: 10, message: 'cells' },
  });
});
