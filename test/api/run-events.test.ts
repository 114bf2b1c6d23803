import { expect, test } from 'vitest';
import type { Clock } from '../../core/ports.ts';
import { lostAfterMs } from '../../core/times.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { createLaggingRunStore } from '../fakes/lagging-run-store.ts';
import { createApiWorld, type ApiWorld, type ApiWorldOptions } from './api-world.ts';
import { restEvent } from './rest-event.ts';

test('a run is told by where it is now, at once', async () => {
  const { events, body } = await createFollowed();

  const { status, headers, told } = await events();

  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  expect(told).toEqual([{ id: '1', event: 'status', data: monitorOf(body) }]);
});

test('an answer ends as soon as there is something new', async () => {
  const { events, clock, startWork } = await createFollowed(stepping);
  void clock.sleep(3_000).then(() => startWork());

  const { told } = await clock.runUntil(events('1'));

  expect(clock.monotonic()).toBeGreaterThanOrEqual(3_000);
  expect(clock.monotonic()).toBeLessThan(4_000);
  expect(told).toMatchObject([{ event: 'status', data: { status: 'STARTED', attempt: 1 } }]);
});

test('who comes again and again is told its progress, and its end', async () => {
  const { events, clock, startWork } = await createFollowed(stepping);
  const working = startWork();
  const told = [];

  for (let id = ''; told.at(-1)?.event !== 'end'; id = told.at(-1)?.id ?? '') {
    const answer = await clock.runUntil(events(id));
    told.push(...answer.told);
    await clock.advance(1_000);
  }
  await working;

  expect(told.filter(({ event }) => event === 'progress').length).toBeGreaterThan(2);
  expect(told.at(-1)).toMatchObject({ data: { status: 'SUCCESS', attempt: 1 } });
  expect(told.map(({ id }) => Number(id))).toEqual(
    told.map(({ id }) => Number(id)).toSorted((a, b) => a - b),
  );
});

test('between two looks progress may be skipped', async () => {
  const { events, clock, startWork } = await createFollowed(stepping);
  void startWork();
  await clock.advance(5_500);

  const { told } = await events('1');

  expect(told.map(({ event, data }) => [event, data.progress.current])).toEqual([
    ['status', 4],
    ['progress', 4],
  ]);
});

test('what has ended and been told is 204, which stops an EventSource', async () => {
  const { events, work } = await createFollowed();
  await work();
  const { told } = await events();

  const again = await events(told[0]?.id);

  expect(told.map(({ event }) => event)).toEqual(['end']);
  expect(again).toMatchObject({ status: 204, text: '' });
});

test('who follows a run that becomes lost is told its end, once', async () => {
  const { events, clock } = await createFollowed();
  await clock.advance(lostAfterMs);

  const { told } = await events('1');
  const again = await events(told[0]?.id);

  expect(told).toMatchObject([
    { id: '2', event: 'end', data: { status: 'FAILURE', error: { name: 'Lost' } } },
  ]);
  expect(again.status).toBe(204);
});

test('what has ended is not told again where a read lags', async () => {
  const { events, cancel, clock, lagFrom } = await createLagging();
  await cancel();
  const { told } = await events('1');
  lagFrom(1);

  const again = await clock.runUntil(events(told[0]?.id));

  expect(told).toMatchObject([{ id: '2', event: 'end', data: { status: 'REVOKED' } }]);
  expect(again.status).toBe(204);
});

test('no status is told again where a read lags', async () => {
  const { events, cancel, clock, startWork, lagFrom } = await createLagging(aMinute);
  void startWork();
  await clock.advance(1_000);
  await cancel();
  const { told } = await events('2');
  lagFrom(1);

  const next = await clock.runUntil(events(told[0]?.id));

  expect(told).toMatchObject([{ id: '3', event: 'status', data: { status: 'STARTED' } }]);
  expect(next.told).toMatchObject([{ event: 'end', data: { status: 'REVOKED' } }]);
});

test('an answer without anything new moves the place on, and is no event', async () => {
  const { events, clock, startWork } = await createFollowed(aMinute);
  void startWork();
  await clock.advance(1_000);

  const { text, told } = await clock.runUntil(events('2'));

  expect(clock.monotonic()).toBe(21_000);
  expect(told).toEqual([]);
  expect(text).toBe('retry: 1000\n\nid: 4\n\n');
});

test('who accepts JSON gets the same as a list', async () => {
  const { list, body, clock } = await createFollowed();

  const first = await list();
  const nothing = await clock.runUntil(list({ 'Last-Event-ID': '1' }));

  expect(first.body).toEqual([{ id: '1', event: 'status', data: monitorOf(body) }]);
  expect(first.headers.get('cache-control')).toBe('no-store');
  expect([nothing.status, nothing.body]).toEqual([200, []]);
});

test.each(['', 'x', '-1', '1.5', '9'.repeat(16)])(
  'the Last-Event-ID %j is nobody’s, and all is told',
  async (id) => {
    const { events } = await createFollowed();

    expect((await events(id)).told).toHaveLength(1);
  },
);

test('events are accepted of events alone', async () => {
  const { get, body } = await createFollowed();
  const accept = { Accept: 'text/event-stream' };

  expect((await get(`/v1/tasks/${body.taskId}`, accept)).status).toBe(406);
  expect((await get('/v1/tasks/none/events', accept)).status).toBe(404);
});

type Run = (clock: Clock, context: Parameters<FakeRun>[1]) => Promise<unknown>;

/** Ten steps of a second. */
const stepping: Run = async (clock, { onProgress }) => {
  for (let current = 1; current <= 10; current += 1) {
    await clock.sleep(1_000);
    onProgress({ current, total: 10, message: null });
  }
};

const aMinute: Run = (clock) => clock.sleep(60_000);

function monitorOf({
  outcome: _,
  statusText: __,
  refreshing: ___,
  ...monitor
}: Record<string, unknown>) {
  return monitor;
}

/** A world with a run, and who follows it. */
async function createFollowed(
  run: Run = async () => 5,
  options: Pick<ApiWorldOptions, 'through'> = {},
) {
  const world: ApiWorld = createApiWorld({
    ...options,
    run: async (_job, context) => (await run(world.clock, context)) ?? null,
  });
  const { body } = await world.post('/v1/tasks', { task: 'add', args: [2, 3] });
  const path = `/v1/tasks/${body.taskId}/events`;
  return {
    ...world,
    body,
    list: (headers: Record<string, string> = {}) => world.get(path, headers),
    /** As an `EventSource` asks, and reads. */
    async events(lastEventId?: string) {
      const headers = {
        Accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
      };
      const answer = await world.handler(restEvent('GET', path, { headers }));
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.body,
        told: toldIn(answer.body),
      };
    },
  };
}

/** The same, where eventual reads can lag behind what the API itself has written. */
async function createLagging(run?: Run) {
  let writesBehind = 0;
  const followed = await createFollowed(run, {
    through: (store) => createLaggingRunStore(store, () => writesBehind),
  });
  return {
    ...followed,
    cancel: () => followed.post(`/v1/tasks/${followed.body.taskId}/cancel`),
    lagFrom: (writes: number) => void (writesBehind = writes),
  };
}

function toldIn(stream: string) {
  return stream
    .split('\n\n')
    .map((block) => /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block))
    .filter((match) => match !== null)
    .map(([, id, event, data]) => ({ id, event, data: JSON.parse(data ?? '') }));
}
