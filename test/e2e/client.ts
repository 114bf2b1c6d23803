import { expect, it } from 'vitest';
import type { Journey } from './target.ts';

/** Begins, ends and refusals, as whoever calls the client meets them. */
export function clientJourneys(journey: () => Journey): void {
  it('begins beside the one in flight when forced, and both end', async () => {
    const { client, freshUrl, ended } = journey();
    const asked = { kwargs: { seconds: 2 }, pollingUrl: freshUrl() };
    const first = await client.checkStatusOrBegin('countdown', asked);

    const second = await client.checkStatusOrBegin('countdown', { ...asked, checkRunning: false });

    expect(second.outcome).toBe('started');
    expect((await ended(first.taskId)).status).toBe('SUCCESS');
    expect((await ended(second.taskId)).status).toBe('SUCCESS');
    expect(await client.getTaskIdFromUrl(asked.pollingUrl)).toBe(second.taskId);
  });

  it('leaves the URL alone when results are not to be cached', async () => {
    const { client, freshUrl, ended } = journey();
    const pollingUrl = freshUrl();

    const { taskId } = await client.checkStatusOrBegin('add', {
      args: [1, 2],
      pollingUrl,
      cacheResults: false,
    });

    expect((await ended(taskId)).status).toBe('SUCCESS');
    expect(await client.getProcessResult({ taskId })).toBe(3);
    expect(await client.getTaskIdFromUrl(pollingUrl)).toBeNull();
  });

  it('keeps a result of many kilobytes and a URL of 2,000 characters', async () => {
    const { client, freshUrl, ended } = journey();
    const pollingUrl = `${freshUrl()}/${'u'.repeat(1900)}`;

    const { taskId } = await client.checkStatusOrBegin('coastal-zone', {
      kwargs: { country: 'Malta', km: 5 },
      pollingUrl,
    });
    await ended(taskId);

    const result = await client.getProcessResult({ pollingUrl });
    expect(result).toMatchObject({ country: 'Malta', km: 5 });
    expect(JSON.stringify(result).length).toBeGreaterThan(1024);
    expect(await client.getUrlFromTaskId(taskId)).toBe(pollingUrl);
  });

  it('retries a task that fails, and remembers which attempt succeeded', async () => {
    const { client, ended } = journey();

    const { taskId } = await client.checkStatusOrBegin('flaky', { args: [2] });

    expect(await ended(taskId)).toMatchObject({ status: 'SUCCESS', attempt: 3, error: null });
    expect(await client.getProcessResult({ taskId })).toBe(3);
  });

  it('cancels a countdown that runs', async () => {
    const { client, until, ended } = journey();
    const { taskId } = await client.checkStatusOrBegin('countdown', { args: [60] });
    await until(taskId, ({ status }) => status === 'STARTED');

    await client.cancel(taskId);

    expect(await ended(taskId)).toMatchObject({ status: 'REVOKED', error: null });
    await expect(client.cancel(taskId)).resolves.toMatchObject({ status: 'REVOKED' });
  });

  it('refuses to cancel what has ended', async () => {
    const { client, ended } = journey();
    const { taskId } = await client.checkStatusOrBegin('add', { args: [1, 2] });
    await ended(taskId);

    await expect(client.cancel(taskId)).rejects.toMatchObject({
      code: 'already-ended',
      status: 409,
      run: { status: 'SUCCESS' },
    });
  });

  it('throws the error of a run that fails, with the run', async () => {
    const { client } = journey();

    const waiting = client.run('coastal-zone', { country: 'Nowhere', km: 5 });

    await expect(waiting).rejects.toMatchObject({
      name: 'TaskFailed',
      code: 'task-failed',
      run: { status: 'FAILURE' },
      cause: { name: 'PermanentError', message: expect.stringContaining('Nowhere') },
    });
  });

  it('throws what a refusal says, with the run that it speaks of', async () => {
    const { client, freshUrl } = journey();
    const pollingUrl = freshUrl();
    const { taskId } = await client.checkStatusOrBegin('add', { args: [1, 2], pollingUrl });

    const refusals = await Promise.allSettled([
      client.checkStatusOrBegin('add', { args: [1] }),
      client.checkStatusOrBegin('add', { args: [1, 2], pollingUrl: '/v1/run/add/1/3' }),
      client.checkStatusOrBegin('add', { args: [1, 3], pollingUrl }),
    ]);

    expect(refusals).toMatchObject([
      { reason: { code: 'invalid-arguments', status: 422 } },
      { reason: { code: 'reserved-polling-url', status: 422 } },
      { reason: { code: 'polling-url-in-use', status: 409, run: { taskId } } },
    ]);
  });

  it('makes one run of many begins at once', async () => {
    const { target, client, freshUrl, ended } = journey();
    const asked = { kwargs: { seconds: 600 }, pollingUrl: freshUrl() };

    const answers = await Promise.all(
      Array.from({ length: Math.min(target.begins, 100) }, () =>
        client.checkStatusOrBegin('countdown', asked),
      ),
    );
    const [taskId = '', ...others] = new Set(answers.map((answer) => answer.taskId));
    await client.cancel(taskId);

    expect(others).toEqual([]);
    expect(answers.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    expect((await ended(taskId)).status).toBe('REVOKED');
  });
}
