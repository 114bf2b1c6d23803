import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import type { BegunMonitor } from '../../core/monitor.ts';
import type { Journey } from './target.ts';

/** Call URLs, joins and reuse, as HTTP shows them. */
export function beginJourneys(journey: () => Journey): void {
  it('computes by a call URL: 202, then the result, then the same from the table', async () => {
    const { get, ended } = journey();
    const seconds = anyBetween(1, 2);
    const path = `/v1/run/countdown/${seconds}`;

    const begun = await get(path);
    const { taskId } = (await begun.json()) as BegunMonitor;
    await ended(taskId);
    const [first, second] = [await get(path), await get(path)];

    expect(begun.status).toBe(202);
    expect(begun.headers.get('location')).toContain(`/v1/tasks/${taskId}`);
    expect(Number(begun.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await first.json()).toBe(seconds);
    expect(second.headers.get('content-location')).toBe(first.headers.get('content-location'));
    expect(first.headers.get('content-location')).toContain(taskId);
    expect(first.headers.get('cache-control')).toMatch(/private, max-age=\d+/);
  });

  it('knows every spelling of a call as one', async () => {
    const { client, get, post } = journey();
    const seconds = anyBetween(500, 600);
    const path = `/v1/run/countdown/${seconds}`;

    const answers = [
      await get(path),
      await get(`/v1/run/countdown?seconds=${seconds}`),
      await get(`${path}0`),
      await get(`/v1/run/countdown/${seconds}e0`),
      await post('/v1/tasks', { task: 'countdown', args: [seconds], pollingUrl: `${path}000` }),
    ];
    const runs = await Promise.all(answers.map((answer) => answer.json() as Promise<BegunMonitor>));

    expect(new Set(runs.map(({ pollingUrl }) => pollingUrl))).toEqual(new Set([path]));
    expect(new Set(runs.map(({ taskId }) => taskId)).size).toBe(1);
    await client.cancel(runs[0]?.taskId ?? '');
  });

  it('makes one run of all begins at once on one URL', async () => {
    const { target, post, freshUrl, client, ended } = journey();
    const body = { task: 'countdown', kwargs: { seconds: 600 }, pollingUrl: freshUrl() };

    const answers = await Promise.all(
      Array.from({ length: target.begins }, async () => {
        const answer = await post('/v1/tasks', body);
        return (await answer.json()) as BegunMonitor;
      }),
    );

    const outcomes = answers.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'running')).toHaveLength(target.begins - 1);
    expect(new Set(answers.map(({ taskId }) => taskId)).size).toBe(1);
    const { taskId } = answers[0] ?? { taskId: '' };
    expect(await client.getTaskIdFromUrl(body.pollingUrl)).toBe(taskId);
    await client.cancel(taskId);
    // Attempt 0 where no worker had come to it yet, which no promise rules out.
    const { status, attempt } = await ended(taskId);
    expect(status).toBe('REVOKED');
    expect(attempt).toBeLessThanOrEqual(1);
  });

  it('takes a fresh result where the caller may reuse one', async () => {
    const { post, freshUrl, client, ended } = journey();
    const asked = { task: 'add', args: [3, 4], pollingUrl: freshUrl() } as const;
    const { taskId } = await client.checkStatusOrBegin('add', asked);
    await ended(taskId);

    const answer = await post('/v1/tasks', { ...asked, reuse: true });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ taskId, outcome: 'cached', status: 'SUCCESS' });
  });
}

/** A number that nobody else asks for, with a fraction that does not end in 0. */
function anyBetween(least: number, most: number): number {
  return Number(`${randomInt(least, most)}.${randomInt(1e6)}1`);
}
