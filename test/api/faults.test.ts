import { expect, test } from 'vitest';
import { StoreFault, UnknownShape } from '../../core/errors.ts';
import { createFaultyRunStore } from '../fakes/faulty-run-store.ts';
import { createApiWorld } from './api-world.ts';

const taskId = `${'k'.repeat(43)}.${'r'.repeat(22)}`;

const faults: [string, () => Error, number, string][] = [
  ['does not answer', () => new StoreFault('secret table name'), 503, 'unavailable'],
  ['is busy', () => new StoreFault('secret', { throttled: true }), 503, 'unavailable'],
  ['holds what a newer version wrote', () => new UnknownShape('secret'), 503, 'unavailable'],
];

test.each(faults)(
  'when the table %s, callers are asked to come again',
  async (_, make, status, code) => {
    const { get, logged } = createApiWorld({ through: failing(make) });

    const answered = await get('/v1/run/add/2/3');

    expect(answered.status).toBe(status);
    expect(answered.body).toMatchObject({
      type: expect.stringMatching(new RegExp(`/${code}$`)),
      requestId: 'request-1',
    });
    expect(Number(answered.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(answered.text).not.toContain('secret');
    expect(logged).toEqual([
      { event: 'request failed', fields: { requestId: 'request-1', error: expect.any(Error) } },
    ]);
  },
);

const asked: [string, string, unknown?][] = [
  ['GET', '/v1/run/add/2/3'],
  ['POST', '/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: '/sum' }],
  ['POST', '/v1/tasks', { task: 'add', args: [2, 3] }],
  ['GET', `/v1/tasks/${taskId}`],
  ['GET', `/v1/tasks/${taskId}/result`],
  ['GET', '/v1/status?pollingUrl=/sum'],
  ['GET', '/v1/result?pollingUrl=/sum'],
  ['POST', `/v1/tasks/${taskId}/cancel`],
];

test.each(asked)(
  '%s %s says when to ask again where AWS throttles the table',
  async (...request) => {
    const { ask } = createApiWorld({ through: failing(throttling) });
    const [method, path, body] = request;

    const { status, headers, body: problem } = await ask(method, path, { body });

    expect(status).toBe(503);
    expect(problem.detail).toContain('More is asked of this API');
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  },
);

test.each(asked.slice(0, 3))(
  '%s %s says when to ask again where AWS throttles the queue, and has begun nothing',
  async (method, path, body) => {
    const { ask, queue, table } = createApiWorld();
    const { send } = queue;
    queue.send = () => Promise.reject(throttling());

    const { status, headers } = await ask(method, path, { body });

    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(table.items()).toEqual([]);
    queue.send = send;
    expect((await ask(method, path, { body })).status).toBe(202);
  },
);

test.each(asked.slice(0, 3))(
  '%s %s is answered with 2xx only once both message and head are there',
  async (method, path, body) => {
    const inTable: number[] = [];
    const { ask, queue, table } = createApiWorld({
      through: (store) =>
        createFaultyRunStore(store, {
          before: ({ method: call }) => void (call === 'put' && inTable.push(queue.size())),
        }),
    });

    const { status, body: monitor } = await ask(method, path, { body });

    expect(status).toBe(202);
    expect(inTable).toEqual([1]);
    expect(table.items().map(({ key, run }) => `${key}.${run}`)).toEqual([monitor.taskId]);
  },
);

test('what nobody foresaw leaves opaque, with the ID by which the log has it', async () => {
  const { get, logged } = createApiWorld({ through: failing(() => new TypeError('secret')) });

  const { status, headers, body, text } = await get('/v1/run/add/2/3');

  expect([status, body.requestId]).toEqual([500, 'request-1']);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(text).not.toContain('secret');
  expect(logged).toMatchObject([{ fields: { error: { message: 'secret' } } }]);
});

test('a refusal is not logged as a fault', async () => {
  const { get, logged } = createApiWorld();

  await get('/v1/run/nothing');

  expect(logged).toEqual([]);
});

function throttling(): StoreFault {
  return new StoreFault('secret', { throttled: true });
}

function failing(make: () => Error) {
  return (store: Parameters<typeof createFaultyRunStore>[0]) =>
    createFaultyRunStore(store, {
      before: () => {
        throw make();
      },
    });
}
