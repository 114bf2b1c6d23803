import { describe, expect, it, test } from 'vitest';
import type { Policy } from '../../core/policy.ts';
import { createClientOver } from '../../client/client-over.ts';
import { createDirectTransport } from '../../client/direct-transport.ts';
import { createClient } from '../../client/https.ts';
import { createHttpsTransport } from '../../client/https-transport.ts';
import { createSend } from '../../client/request.ts';
import { createApiWorld, type ApiWorldTasks } from '../api/api-world.ts';
import { unknownId } from '../api/refused.ts';
import { fetchOf } from './client-worlds.ts';

const add = { args: [2, 3] };

/** A client whose first requests are done and their answers lost. */
function createLossyWorld(losses: number, newKey?: () => string, policy: Partial<Policy> = {}) {
  const world = createApiWorld({ policy });
  const sent: { atMs: number; key: string | null }[] = [];
  const send = createSend('https://api.test', async (url, init) => {
    const key = new Headers(init.headers).get('idempotency-key');
    sent.push({ atMs: world.clock.monotonic(), key });
    const answer = await fetchOf(world)(url, init);
    if (sent.length <= losses) throw new TypeError('The connection broke off');
    return answer;
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), world.clock, {
    ...(newKey && { newKey }),
  });
  return { ...world, client, sent };
}

function numbered(): () => string {
  let number = 0;
  return () => `key-${(number += 1)}`;
}

describe('a begin whose answer is lost', () => {
  it.each([
    ['without a polling URL', {}],
    ['that is forced', { pollingUrl: '/sum', checkRunning: false }],
    ['whose URL is to be left alone', { pollingUrl: '/sum', cacheResults: false }],
    ['that asks for another run by its task ID', { pollingUrl: '/sum', taskId: unknownId }],
  ])('%s is made again with its own key, and is one run', async (_, options) => {
    const { client, clock, queue, sent } = createLossyWorld(2, numbered());

    const begun = await clock.runUntil(client.checkStatusOrBegin('add', { ...add, ...options }));

    expect(begun.outcome).toBe('running');
    expect(queue.size()).toBe(1);
    expect(sent).toEqual([0, 1_000, 2_000].map((atMs) => ({ atMs, key: '"key-1"' })));
  });

  it('by a task ID besides its URL is one run, for it is made again with a key, or not at all', async () => {
    const keyed = createLossyWorld(1, numbered());
    const keyless = createLossyWorld(1);
    const asked = { ...add, pollingUrl: '/sum', taskId: unknownId };

    await keyed.clock.runUntil(keyed.client.getOrBegin('add', asked));
    const refused = keyless.clock.runUntil(keyless.client.getOrBegin('add', asked));

    await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
    expect([keyed.queue.size(), keyless.queue.size()]).toEqual([1, 1]);
    expect(keyed.sent.map(({ key }) => key)).toEqual(Array(2).fill('"key-1"'));
  });

  it('at a polling URL needs no key where a result would do as well', async () => {
    const { client, clock, queue, sent } = createLossyWorld(1, numbered());

    const begun = await clock.runUntil(client.getOrBegin('add', { ...add, pollingUrl: '/sum' }));

    expect(begun).toMatchObject({ complete: false, outcome: 'running' });
    expect(queue.size()).toBe(1);
    expect(sent.map(({ key }) => key)).toEqual([null, null]);
  });

  it.each([
    ['by its URL another run begins', {}, { outcome: 'started' }, 1],
    ['only the caller’s own key makes it one', { idempotencyKey: 'mine' }, { complete: true }, 0],
  ])('after a run whose outcome is not served: %s', async (_, more, answer, queued) => {
    const policy = { maxAgeSeconds: 0, handoverSeconds: 0 };
    const { client, clock, queue, work } = createLossyWorld(1, numbered(), policy);
    const asked = { ...add, ...more, pollingUrl: '/sum' };

    const begun = client.getOrBegin('add', asked);
    await clock.advance(0);
    await work();

    expect(await clock.runUntil(begun)).toMatchObject(answer);
    expect(queue.size()).toBe(queued);
  });

  it.each([
    ['at a polling URL, where it might begin anew', numbered(), { pollingUrl: '/sum' }],
    ['of a client without keys', undefined, {}],
  ])('%s is not made again', async (_, newKey, options) => {
    const { client, clock, sent } = createLossyWorld(1, newKey);

    const begun = client.checkStatusOrBegin('add', { ...add, ...options });

    await expect(clock.runUntil(begun)).rejects.toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(1);
  });

  it('is made again with the caller’s own key wherever there is one', async () => {
    const { client, clock, queue, sent } = createLossyWorld(1);
    const options = { pollingUrl: '/sum', idempotencyKey: String.raw`order "7" \ 2` };

    await clock.runUntil(client.checkStatusOrBegin('add', { ...add, ...options }));

    expect(queue.size()).toBe(1);
    expect(sent.map(({ key }) => key)).toEqual(Array(2).fill(String.raw`"order \"7\" \\ 2"`));
  });

  it('is given up after three tries', async () => {
    const { client, clock, sent } = createLossyWorld(9, numbered());

    const begun = client.run('add', { x: 2, y: 3 });

    await expect(clock.runUntil(begun)).rejects.toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(3);
  });

  it('is not made again for who has stopped waiting', async () => {
    const { client, clock, sent } = createLossyWorld(9, numbered());
    const stop = new AbortController();

    const begun = client.run('add', { x: 2, y: 3 }, { signal: stop.signal });
    void begun.catch(() => undefined);
    await clock.advance(500);
    stop.abort(new RangeError('Enough'));

    await expect(begun).rejects.toThrow(new RangeError('Enough'));
    expect(sent).toHaveLength(1);
  });
});

test('a refusal that stays is not asked for again', async () => {
  const { client, sent } = createLossyWorld(0, numbered());

  await expect(client.checkStatusOrBegin('add', { args: [2] })).rejects.toMatchObject({
    code: 'invalid-arguments',
  });
  expect(sent).toHaveLength(1);
});

test('each begin has a key of its own, by itself', async () => {
  const world = createApiWorld();
  const keys: (string | null)[] = [];
  const client = createClient<ApiWorldTasks>({
    url: 'https://api.test',
    fetch: (url, init) => {
      keys.push(new Headers(init.headers).get('idempotency-key'));
      return fetchOf(world)(url, init);
    },
  });

  await client.checkStatusOrBegin('add', add);
  await client.checkStatusOrBegin('add', add);

  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key).toMatch(/^"[\da-f]{32}"$/);
  expect(world.queue.size()).toBe(2);
});

test('the direct client makes one run of a key, too', async () => {
  const { ports, clock, queue } = createApiWorld();
  const client = createClientOver<ApiWorldTasks>(createDirectTransport(ports), clock);
  const asked = { ...add, idempotencyKey: 'mine' };

  const first = await client.checkStatusOrBegin('add', asked);
  const second = await client.checkStatusOrBegin('add', asked);

  expect(second).toMatchObject({ taskId: first.taskId, outcome: 'running' });
  expect(queue.size()).toBe(1);
  await expect(client.checkStatusOrBegin('add', { ...asked, args: [2, 4] })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
});

test.each(['', 'ä', 'a\nb', 'k'.repeat(256)])('%j is no key, and nothing is asked', async (key) => {
  const { client, sent } = createLossyWorld(0);

  await expect(
    client.checkStatusOrBegin('add', { ...add, idempotencyKey: key }),
  ).rejects.toMatchObject({ code: 'malformed', message: expect.stringContaining('1 to 255') });
  expect(sent).toEqual([]);
});
