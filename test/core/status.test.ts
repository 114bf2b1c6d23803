import { describe, expect, it } from 'vitest';
import { pollingUrlOf, resultOf } from '../../core/status.ts';
import { createWorld, idOf, recordOf } from './world.ts';

const dayMs = 86_400_000;
const yearSeconds = 365 * 86_400;

describe('a result', () => {
  it('is handed out by task ID for an hour, however short its freshness', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 0 } });
    const taskId = idOf(await world.begin());
    await world.work();
    const record = await world.byId(taskId);

    await world.clock.advance(3_599_000);
    const result = await resultOf(record, world.ports);
    await world.clock.advance(1_000);

    expect(result).toBe('{"x":1}');
    await expect(resultOf(record, world.ports)).rejects.toMatchObject({ code: 'result-expired' });
  });

  it('that the head has no room for stands in an item of its own', async () => {
    const long = 'é'.repeat(2000);
    const world = createWorld({ run: () => long });
    const taskId = idOf(await world.begin());
    await world.work();

    const record = await world.byId(taskId);

    expect(record).toMatchObject({ result: null, resultAt: 'result' });
    expect(await resultOf(record, world.ports)).toBe(JSON.stringify(long));
  });
});

describe('a result that stops being fresh', () => {
  it('after it was found is handed out all the same', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 7200 } });
    await world.begin();
    await world.work();
    await world.clock.advance(7_199_999);
    const found = recordOf(await world.begin({ reuse: true }));

    await world.clock.advance(59_999);

    expect(await resultOf(found, world.ports)).toBe('{"x":1}');
  });
});

describe('a record', () => {
  it('is gone once it has expired, whether or not the table has deleted it', async () => {
    const world = createWorld();
    const taskId = idOf(await world.begin());
    await world.work();
    const { expiresAt } = await world.byUrl();

    await world.clock.advance(Date.parse(expiresAt ?? '') - world.clock.now());

    await expect(world.byId(taskId)).rejects.toMatchObject({ code: 'unknown-run' });
    await expect(world.byUrl()).rejects.toMatchObject({ code: 'unknown-run' });
    expect((await world.begin()).outcome).toBe('started');
  });

  it('outlives every message of its run', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: 0 } });
    await world.begin();
    await world.work();

    const { finishedAt, expiresAt } = await world.byUrl();

    expect(Date.parse(expiresAt ?? '') - Date.parse(finishedAt ?? '')).toBeGreaterThan(21 * dayMs);
  });

  it('in flight is never left to the table to delete', async () => {
    const world = createWorld();
    await world.begin();

    expect(world.table.items().filter((item) => 'ttl' in item)).toEqual([]);
  });

  it('whose polling URL is long finds it in an item of its own', async () => {
    const world = createWorld();
    const url = `/${'u'.repeat(2000)}`;
    const taskId = idOf(await world.begin({ pollingUrl: url }));

    const record = await world.byId(taskId);

    expect(record).toMatchObject({ url: null, urlAt: 'url' });
    expect(await pollingUrlOf(record, world.ports.store)).toBe(url);
  });

  it.each([
    ['is fresh for long', { maxAgeSeconds: yearSeconds }],
    ['is served stale for long', { maxAgeSeconds: 0, staleWhileRevalidateSeconds: yearSeconds }],
    ['stands in for errors for long', { maxAgeSeconds: 0, staleIfErrorSeconds: yearSeconds }],
    ['is kept for the least time', { maxAgeSeconds: 0 }],
  ])('whose large result %s does not outlive the item of that result', async (_, policy) => {
    const world = createWorld({ policy, run: () => 'é'.repeat(2000) });
    await world.begin();
    await world.work();

    const { expiresAt } = await world.byUrl();

    const item = world.table.items().find(({ item }) => String(item).endsWith('#result'));
    expect(Number(item?.['ttl']) * 1000).toBeGreaterThanOrEqual(Date.parse(expiresAt ?? ''));
  });

  it('does not outlive its long polling URL', async () => {
    const world = createWorld({ policy: { maxAgeSeconds: yearSeconds } });
    const url = `/${'u'.repeat(2000)}`;
    await world.begin({ pollingUrl: url });
    await world.work();

    const { expiresAt } = await world.byUrl(url);

    const item = world.table.items().find(({ item }) => item === 'url');
    expect(Number(item?.['ttl']) * 1000).toBeGreaterThanOrEqual(Date.parse(expiresAt ?? ''));
  });
});
