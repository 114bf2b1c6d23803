import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeMessage } from '../../core/message.ts';
import { digestOf } from '../../core/key.ts';
import { keyOfUrl } from '../../core/find.ts';
import { sendAgainMs } from '../../core/times.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { until } from '../local/until.ts';
import type { Journey } from './target.ts';

/** How runs end that do not simply succeed. */
export function endJourneys(journey: () => Journey): void {
  it('ends a task that always fails as FAILURE, with its error, and remembers that', async () => {
    const { client, ended, get } = journey();
    const country = `Nowhere ${randomBytes(4).toString('hex')}`;
    const path = `/v1/run/coastal-zone/${encodeURIComponent(country)}/5`;
    const { taskId } = (await (await get(path)).json()) as { taskId: string };

    const failed = await ended(taskId);
    const remembered = await get(path);

    expect(failed).toMatchObject({ status: 'FAILURE', attempt: 1 });
    expect(failed.error?.message).toContain(country);
    expect(remembered.status).toBe(409);
    expect(await remembered.json()).toMatchObject({
      type: expect.stringMatching(/\/task-failed$/),
      run: { taskId },
    });
    expect(remembered.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
    expect(await client.getProcessResult({ taskId })).toBeNull();
  });

  it('ends a task that computes without a pause at its time-out', async () => {
    const { client, ended } = journey();

    const { taskId } = await client.checkStatusOrBegin('spin', { args: [600] });

    expect(await ended(taskId)).toMatchObject({
      status: 'FAILURE',
      error: { name: 'TimeoutError' },
    });
  });

  it('cancels a task that is deaf to its signal and never pauses', async () => {
    const { client, ended, ...run } = journey();
    const { taskId } = await client.checkStatusOrBegin('spin', { args: [599] });
    await run.until(taskId, ({ status }) => status === 'STARTED');

    const asked = await client.cancel(taskId);

    expect(asked.cancelRequestedAt).not.toBeNull();
    expect((await ended(taskId)).status).toBe('REVOKED');
  });

  it('works on a run whose message the queue gave up on', async ({ skip }) => {
    const { target, client, freshUrl, ended } = journey();
    if (target.sendDeadLetter === undefined) skip('this place does not let its queues be reached');
    const url = freshUrl();

    await target.sendDeadLetter?.(messageOf(url, 0));

    const taskId = await until(async () => (await client.getTaskIdFromUrl(url)) ?? undefined, 30);
    expect(await ended(taskId)).toMatchObject({ status: 'SUCCESS', attempt: 1 });
    expect(await client.getProcessResult({ taskId })).toBe(3);
  });

  it('ends a run as FAILURE whose message the queue gave up on after three days', async ({
    skip,
  }) => {
    const { target, client, freshUrl, ended } = journey();
    if (target.sendDeadLetter === undefined) skip('this place does not let its queues be reached');
    const url = freshUrl();

    await target.sendDeadLetter?.(messageOf(url, sendAgainMs));

    const taskId = await until(async () => (await client.getTaskIdFromUrl(url)) ?? undefined, 30);
    expect(await ended(taskId)).toMatchObject({
      status: 'FAILURE',
      error: { name: 'DeadLettered' },
    });
  });
}

/** The message of a run of `add` whose begin was that long ago. */
function messageOf(url: string, ageMs: number): string {
  const args = '{"x":1,"y":2}';
  return encodeMessage({
    key: keyOfUrl(sha256, url),
    run: randomBytes(16).toString('base64url'),
    expects: null,
    task: 'add',
    args,
    digest: digestOf(sha256, 'add', args),
    url,
    createdAt: new Date(Date.now() - ageMs).toISOString(),
  });
}
