import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';
import { expectProblem } from './refused.ts';
import { requests, states, url, worldIn } from './states.ts';

const explainOf = (pollingUrl: string) =>
  `/v1/explain?pollingUrl=${encodeURIComponent(pollingUrl)}`;

type State = keyof typeof states;
type Request = keyof typeof requests;

const cells = (Object.keys(states) as State[]).flatMap((state) =>
  (Object.keys(requests) as Request[]).map((request) => ({ state, request })),
);

describe('an explanation', () => {
  it.each(cells)('says what comes of a request: $state, $request', async ({ state, request }) => {
    const { get, queue, table } = await worldIn(states[state]);
    const [queued, items] = [queue.size(), table.items()];
    const explained = await get(explainOf(url), requests[request]);
    const untouched =
      queue.size() === queued && JSON.stringify(table.items()) === JSON.stringify(items);

    const { status, headers, body } = await get(url, requests[request]);

    const cacheStatus = headers.get('cache-status') ?? '';
    const did = /; hit/.test(cacheStatus)
      ? 'serve'
      : { 202: /collapsed/.test(cacheStatus) ? 'join' : 'begin', 504: 'refuse' }[status];
    expect(untouched).toBe(true);
    expect([explained.status, explained.body.does]).toEqual([200, did]);
    if (did === 'join') expect(explained.body.inFlight.taskId).toBe(body.taskId);
    if (did !== 'serve') return;
    const served = [explained.body.result, explained.body.failure].find(
      (outcome) => outcome !== null && cacheStatus.endsWith(`ttl=${outcome.freshForSeconds}`),
    );
    expect(headers.get('content-location') ?? body.run.urls.result).toContain(served.taskId);
  });

  it('of a URL that nobody has asked for says that nothing is kept', async () => {
    const { get } = createApiWorld();

    const { headers, body } = await get(explainOf('/zone'));

    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      pollingUrl: '/zone',
      task: null,
      does: 'begin',
      rule: 'nothing-kept',
      why: 'Nothing is kept.',
      inFlight: null,
      result: null,
      failure: null,
    });
  });

  it('of a stale result says how old it is, and for how long it will do', async () => {
    const { get } = await worldIn(states['stale, revalidated behind']);

    const { body } = await get(explainOf('/v1/run/add?y=3&x=2'));

    expect(body).toMatchObject({
      pollingUrl: url,
      task: 'add',
      does: 'serve',
      rule: 'stale-while-revalidate',
      result: {
        ageSeconds: 120,
        freshForSeconds: -20,
        staleForSeconds: 30,
        staleIfErrorForSeconds: 180,
      },
    });
  });

  it('of a run at work says since when, and until when a worker holds it', async () => {
    const { get, startWork, clock } = createApiWorld({ run: () => new Promise(() => {}) });
    await get(url);
    await clock.advance(1_000);
    void startWork();
    await clock.advance(0);

    const { body } = await get(explainOf(url));

    expect(body).toMatchObject({
      does: 'join',
      rule: 'in-flight',
      inFlight: {
        since: '2030-01-01T00:00:00.000Z',
        startedAt: '2030-01-01T00:00:01.000Z',
        heldUntil: '2030-01-01T00:00:31.000Z',
      },
    });
  });

  it('of another polling URL is for who begins what it stands for', async () => {
    const { get, post } = createApiWorld();
    await post('/v1/tasks', { task: 'send-mail', args: ['a'], pollingUrl: '/mail' });

    const { body } = await get(explainOf('/mail'));

    expect(body).toMatchObject({ task: 'send-mail', does: 'join', rule: 'in-flight' });
  });

  it('is refused for what is no polling URL, and for a call that its task does not take', async () => {
    const { get } = createApiWorld();

    expectProblem(await get(explainOf('zone')), 422, 'invalid-polling-url');
    expectProblem(await get(explainOf('/v1/run/add/2')), 422, 'invalid-arguments');
    expectProblem(await get('/v1/explain'), 400, 'malformed');
  });
});
