import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { BegunMonitor } from '../../core/monitor.ts';
import type { Journey } from './target.ts';

const statusOf = (answer: Response) => answer.headers.get('cache-status');

/** The states of a call URL that a stack can be brought into from outside, as HTTP shows them. */
export function cachingJourneys(journey: () => Journey): void {
  it('begins nothing for who asks for what is kept alone, and says so', async () => {
    const { target, get, client } = journey();
    const path = freshClock();

    const answers = [
      await get(path, { 'Cache-Control': 'only-if-cached' }),
      await get(path, { 'Sec-Purpose': 'prefetch' }),
      await target.fetch(`${target.url}${path}`, { method: 'HEAD' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([504, 504, 504]);
    expect(answers.map(statusOf)).toEqual(answers.map(() => 'madrona; detail=only-if-cached'));
    expect(await client.getTaskIdFromUrl(path)).toBeNull();
  });

  it('answers a result that its caller has with 304, and joins what is in flight', async () => {
    const { get, getUntil } = journey();
    const path = `/v1/run/countdown/1.${Math.floor(Math.random() * 1e9)}1`;

    const begun = await get(path);
    const joined = await get(path);
    const result = await getUntil(path, ({ status }) => status === 200);
    const again = await get(path, { 'If-None-Match': result.headers.get('etag') ?? '' });

    expect([begun.status, statusOf(begun)]).toEqual([202, 'madrona; fwd=uri-miss']);
    expect([joined.status, statusOf(joined)]).toEqual([202, 'madrona; fwd=uri-miss; collapsed']);
    expect(statusOf(result)).toMatch(/^madrona; hit; ttl=\d+$/);
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(result.headers.get('etag'));
  });

  it('answers a reload right after the end by the outcome, and begins nothing', async () => {
    const { get, getUntil, client } = journey();
    const path = `/v1/run/countdown/0.${Math.floor(Math.random() * 1e9)}1`;
    const { taskId } = (await (await get(path)).json()) as BegunMonitor;
    const reload = { 'Cache-Control': 'max-age=0' };

    const result = await getUntil(path, ({ status }) => status === 200, reload);

    expect(result.headers.get('content-location')).toContain(taskId);
    expect(await client.getTaskIdFromUrl(path)).toBe(taskId);
  });

  it('goes on answering while a newer result is worked out, and then answers with that', async () => {
    const { get, getUntil, ended } = journey();
    const path = freshClock();
    const { taskId } = (await (await get(path)).json()) as BegunMonitor;
    await ended(taskId);
    const first = (await get(path)).headers.get('content-location');
    const seen: number[] = [];

    const newer = await getUntil(path, ({ status, headers }) => {
      seen.push(status);
      return headers.get('content-location') !== first;
    });

    expect(first).toContain(taskId);
    expect(new Set(seen)).toEqual(new Set([200]));
    expect(newer.headers.get('cache-control')).toMatch(
      /^private, max-age=\d+, stale-while-revalidate=\d+$/,
    );
  });

  it('works a result out anew for who will have none that is kept', async () => {
    const { get, getUntil, ended } = journey();
    const path = freshClock();
    const { taskId } = (await (await get(path)).json()) as BegunMonitor;
    await ended(taskId);

    const anew = await getUntil(path, ({ status }) => status === 202, {
      'Cache-Control': 'no-cache',
    });

    expect(statusOf(anew)).toMatch(/^madrona; fwd=(request|stale)/);
    expect(((await anew.json()) as BegunMonitor).taskId).not.toBe(taskId);
  });

  it('remembers a failure, and says for how long', async () => {
    const { getUntil } = journey();
    const path = `/v1/run/coastal-zone/nowhere-${randomUUID()}/12`;

    const failed = await getUntil(path, ({ status }) => status !== 202);

    expect(failed.status).toBe(409);
    expect(statusOf(failed)).toMatch(/^madrona; hit; ttl=\d+$/);
    expect(failed.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
  });
}

/** A URL of one's own, whose result is soon stale. */
function freshClock(): string {
  return `/v1/run/clock/${randomUUID()}`;
}
