import { describe, expect, test } from 'vitest';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import { beforeFirst, headPuts, loseFirst } from '../core/faults.ts';
import { StoreFault } from '../../core/errors.ts';
import { createApiWorld } from './api-world.ts';
import { restEvent } from './rest-event.ts';

const sum = { task: 'add', args: [2, 3] };
const zone = { ...sum, pollingUrl: '/zone' };
const dayMs = 86_400_000;

describe.each([
  ['without a polling URL', sum],
  ['with a polling URL', zone],
  ['that is forced', { ...zone, checkRunning: false }],
  ['that caches nothing', { ...zone, cacheResults: false }],
  ['that looks for a result', { ...zone, reuse: true }],
])('a begin %s and with an Idempotency-Key', (_, body) => {
  test('is one run, however often it is sent', async () => {
    const { once, work, queue } = createOnceWorld();

    const first = await once(body);
    const second = await once(body);
    await work();
    const third = await once(body);

    expect(second.body).toMatchObject({ taskId: first.body.taskId, outcome: 'running' });
    expect([second.status, third.status]).toEqual([202, 200]);
    expect(third.body).toMatchObject({ taskId: first.body.taskId, status: 'SUCCESS' });
    expect(queue.size()).toBe(0);
  });

  test('is that run also where others have begun for its polling URL since', async () => {
    const { once, post, work } = createOnceWorld();
    const first = await once(body);
    await post('/v1/tasks', { ...zone, checkRunning: false });
    await work();
    await work();

    const second = await once(body);

    expect(second.body).toMatchObject({ taskId: first.body.taskId, status: 'SUCCESS' });
  });

  test.each([
    ['died before it wrote', () => beforeFirst(headPuts, fault)],
    ['wrote, and was not answered', () => loseFirst(headPuts)],
  ])('is one run where the first one %s', async (_case, faults) => {
    const { once, drain, executed } = createOnceWorld(faults());

    await once(body);
    const second = await once(body);
    await drain();
    const third = await once(body);

    expect(second.status).toBe(202);
    expect([...executed]).toEqual([second.body.taskId]);
    expect(third.body.taskId).toBe(second.body.taskId);
  });

  test('is one run where the first one died and a worker began it', async () => {
    const { once, drain, executed } = createOnceWorld(beforeFirst(headPuts, fault));

    await once(body);
    await drain();
    const second = await once(body);

    expect([...executed]).toEqual([second.body.taskId]);
    expect(second.body.status).toBe('SUCCESS');
  });

  test('is one run where it is sent many times at once', async () => {
    const { once, drain, executed } = createOnceWorld();

    const answers = await Promise.all(Array.from({ length: 8 }, () => once(body)));
    await drain();

    expect(new Set(answers.map(({ body: { taskId } }) => taskId))).toEqual(executed);
    expect(executed.size).toBe(1);
  });

  test('is refused with other arguments', async () => {
    const { once } = createOnceWorld();
    const first = await once(body);

    const second = await once({ ...body, args: [4, 5] });

    expect(second.status).toBe(422);
    expect(second.body).toMatchObject({
      type: expect.stringMatching(/\/idempotency-key-reused$/),
      run: { taskId: first.body.taskId },
    });
  });

  test('begins anew after a day, not before', async () => {
    const { once, work, clock } = createOnceWorld();
    await clock.advance(dayMs / 3);
    const first = await once(body);
    await work();

    await clock.advance(dayMs - 1_000);
    const within = await once(body);
    await clock.advance(1_000);
    const after = await once(body);

    expect(within.body.taskId).toBe(first.body.taskId);
    expect(after.body).toMatchObject({ outcome: 'started', status: 'PENDING' });
    expect(after.body.taskId).not.toBe(first.body.taskId);
  });
});

test('one key is another request at each polling URL, and without one', async () => {
  const { once } = createOnceWorld();

  const answers = [await once(sum), await once(zone), await once({ ...zone, pollingUrl: '/b' })];

  expect(answers.map(({ body }) => body.outcome)).toEqual(['started', 'started', 'started']);
});

test('a begin that joined a run of others has begun none, and is a begin again', async () => {
  const { once, post, work } = createOnceWorld();
  const other = await post('/v1/tasks', zone);
  const first = await once(zone);
  await work();

  const second = await once(zone);

  expect(first.body.taskId).toBe(other.body.taskId);
  expect(second.body.outcome).toBe('started');
});

test('it is the same in quotes and bare', async () => {
  const { once } = createOnceWorld();
  const first = await once(sum, 'a-1');

  expect((await once(sum, '"a-1"')).body.taskId).toBe(first.body.taskId);
  expect((await once(sum, '"a 1"')).body.taskId).not.toBe(first.body.taskId);
});

test.each(['', '""', 'a b', '"a', 'a, b', '"a";b=1', '"\\a"', 'ä', 'k'.repeat(256)])(
  'the Idempotency-Key %j is refused',
  async (key) => {
    const { once, queue } = createOnceWorld();

    const { status, body } = await once(sum, key);

    expect(status).toBe(400);
    expect(body.detail).toMatch(/^The Idempotency-Key is /);
    expect(queue.size()).toBe(0);
  },
);

test.each([
  { identity: { userArn: 'arn:aws:iam::1:user/ann' } },
  { authorizer: { iam: { userArn: 'arn:aws:iam::1:user/ann' } } },
  { authorizer: { jwt: { claims: { sub: 'ann' } } } },
  { authorizer: { claims: { sub: 'ann' } } },
  { authorizer: { principalId: 'ann' } },
])('callers do not share their keys: %j', async (context) => {
  const { handler } = createOnceWorld();
  const ask = async (caller: object) => {
    const headers = { 'Idempotency-Key': 'k' };
    const event = restEvent('POST', '/v1/tasks', { body: sum, headers });
    const requestContext = { ...event.requestContext, ...caller };
    return JSON.parse((await handler({ ...event, requestContext })).body).taskId;
  };
  const bob = JSON.parse(JSON.stringify(context).replaceAll('ann', 'bob'));

  const [first, again, other, nobody] = [
    await ask(context),
    await ask(context),
    await ask(bob),
    await ask({}),
  ];

  expect(again).toBe(first);
  expect(new Set([first, other, nobody]).size).toBe(3);
});

function fault(): never {
  throw new StoreFault('down');
}

function createOnceWorld(faults: StoreFaults = {}) {
  const executed = new Set<string>();
  const world = createApiWorld({
    policy: { maxAgeSeconds: 60, handoverSeconds: 0 },
    through: (store) => createFaultyRunStore(store, faults),
    run: ({ taskId, args }) => {
      executed.add(taskId);
      return JSON.parse(args);
    },
  });
  return {
    ...world,
    executed,
    once: (body: unknown, key = 'k') => world.post('/v1/tasks', body, { 'Idempotency-Key': key }),
    async drain() {
      while (world.queue.size() > 0) await world.work();
    },
  };
}
