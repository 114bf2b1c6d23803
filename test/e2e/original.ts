import { expect, it } from 'vitest';
import type { Journey } from './target.ts';

/** What madrona.async documents of its functions, through the typed client. */
export function originalJourneys(journey: () => Journey): void {
  it('begins, is found by task ID and by polling URL, and hands the result over', async () => {
    const { client, freshUrl, ended } = journey();
    const pollingUrl = freshUrl();

    const begun = await client.checkStatusOrBegin('add', { args: [20, 22], pollingUrl });
    await ended(begun.taskId);

    expect(begun).toMatchObject({
      outcome: 'started',
      statusText: 'This process has begun and will be running in the background.',
    });
    expect(await client.getProcessStatus({ taskId: begun.taskId })).toBe('SUCCESS');
    expect(await client.processIsComplete({ pollingUrl })).toBe(true);
    expect(await client.processIsRunningOrComplete({ pollingUrl })).toBe(true);
    expect(await client.processIsRunning({ pollingUrl })).toBe(false);
    expect(await client.processIsPending({ pollingUrl })).toBe(false);
    expect(await client.getProcessResult({ pollingUrl })).toBe(42);
    expect(await client.getProcessResult({ taskId: begun.taskId })).toBe(42);
    expect(await client.getTaskIdFromUrl(pollingUrl)).toBe(begun.taskId);
    expect(await client.getUrlFromTaskId(begun.taskId)).toBe(pollingUrl);
  });

  it('says of a URL that is running that it is, and joins it', async () => {
    const { client, freshUrl, until } = journey();
    const asked = { kwargs: { seconds: 600 }, pollingUrl: freshUrl() };
    const begun = await client.checkStatusOrBegin('countdown', asked);
    await until(begun.taskId, ({ status }) => status === 'STARTED');

    const again = await client.checkStatusOrBegin('countdown', asked);

    expect(again).toEqual({
      taskId: begun.taskId,
      outcome: 'running',
      statusText: 'This process is currently running in the background.',
    });
    expect(await client.processIsRunning({ pollingUrl: asked.pollingUrl })).toBe(true);
    expect(await client.getProcessResult({ pollingUrl: asked.pollingUrl })).toBeNull();
    await client.cancel(begun.taskId);
  });

  it('answers null for what it does not know', async () => {
    const { client, freshUrl } = journey();
    const pollingUrl = freshUrl();

    expect(await client.getProcessStatus({ pollingUrl })).toBeNull();
    expect(await client.getProcessResult({ pollingUrl })).toBeNull();
    expect(await client.getTaskIdFromUrl(pollingUrl)).toBeNull();
    await expect(client.getUrlFromTaskId('nobody')).rejects.toMatchObject({ code: 'unknown-run' });
  });

  it('begins a complete URL anew, while the documented flow takes its result', async () => {
    const { client, freshUrl, ended } = journey();
    const asked = { kwargs: { x: 1, y: 2 }, pollingUrl: freshUrl() };
    const first = await client.checkStatusOrBegin('add', asked);
    await ended(first.taskId);

    const flow = await client.getOrBegin('add', asked);
    const second = await client.checkStatusOrBegin('add', asked);

    expect(flow).toEqual({ complete: true, result: 3, taskId: first.taskId });
    expect(second.outcome).toBe('started');
    expect(second.taskId).not.toBe(first.taskId);
    expect(await client.getProcessStatus({ taskId: first.taskId })).toBe('SUCCESS');
  });

  it('without polling URL and task ID always begins', async () => {
    const { client } = journey();

    const first = await client.checkStatusOrBegin('add', { args: [1, 1] });
    const second = await client.checkStatusOrBegin('add', { args: [1, 1] });

    expect(second.taskId).not.toBe(first.taskId);
    await expect(client.getUrlFromTaskId(first.taskId)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('by a task ID joins that run while it is in flight', async () => {
    const { client } = journey();
    const asked = { kwargs: { seconds: 600 } };
    const { taskId } = await client.checkStatusOrBegin('countdown', asked);

    const joined = await client.checkStatusOrBegin('countdown', { ...asked, taskId });
    await client.cancel(taskId);

    expect(joined).toMatchObject({ taskId, outcome: 'running' });
  });

  it('runs, waits and returns the result, showing progress on the way', async () => {
    const { client, freshUrl, until } = journey();
    const [args, pollingUrl] = [{ seconds: 10 }, freshUrl()];
    const seen: number[] = [];
    const { taskId } = await client.checkStatusOrBegin('countdown', { kwargs: args, pollingUrl });
    await until(taskId, ({ status }) => status === 'STARTED');

    const result = await client.run('countdown', args, {
      pollingUrl,
      onProgress: ({ current }) => seen.push(current),
    });

    expect(result).toBe(args.seconds);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('stops waiting when told to, and the run goes on', async () => {
    const { client, freshUrl } = journey();
    const [args, pollingUrl] = [{ seconds: 600 }, freshUrl()];
    const { taskId } = await client.checkStatusOrBegin('countdown', { kwargs: args, pollingUrl });

    const waiting = client.run('countdown', args, { pollingUrl, timeoutMs: 500 });

    await expect(waiting).rejects.toMatchObject({ code: 'timed-out' });
    const monitor = await client.getMonitor({ pollingUrl });
    await client.cancel(taskId);
    expect(monitor).toMatchObject({ taskId, status: expect.stringMatching('PENDING|STARTED') });
  });
}
