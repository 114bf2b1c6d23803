import { randomInt, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type * as tasks from '#tasks';
import { createClient } from '../../client/https.ts';
import type { BegunMonitor, Monitor } from '../../core/monitor.ts';
import type { Journey } from './target.ts';

/** Where a place is busy, a request is kept waiting in vain: so many that many can be. */
const mostIn = (ms: number) => Math.floor(ms / 19_000);

/** What a caller need not ask twice: requests that wait, begins sent again, events. */
export function waitJourneys(journey: () => Journey): void {
  it('answers a begin that prefers to wait by the result, in one request', async () => {
    const { getUntil } = journey();
    const x = randomInt(1e12);
    const began = performance.now();
    const seen: Response[] = [];

    const result = await getUntil(
      `/v1/run/add/${x}/1`,
      (answer) => seen.push(answer) > 0 && answer.status !== 202,
      { Prefer: 'wait=20' },
    );

    expect([result.status, await result.json()]).toEqual([200, x + 1]);
    expect(result.headers.get('preference-applied')).toBe('wait=20');
    expect(seen.slice(0, -1).map(({ headers }) => headers.get('retry-after'))).toEqual(
      Array(seen.length - 1).fill('0'),
    );
    expect(seen.length - 1).toBeLessThanOrEqual(mostIn(performance.now() - began));
  });

  it('lets the client have a result by two requests', async () => {
    const { target } = journey();
    const asked: string[] = [];
    const client = createClient<typeof tasks>({
      url: target.url,
      waitSeconds: 300,
      fetch(url, init) {
        asked.push(init.method ?? 'GET');
        return target.fetch(url, init);
      },
    });
    const began = performance.now();

    const sum = await client.run('add', { x: 2, y: 3 });

    expect(sum).toBe(5);
    expect(asked.slice(0, 2)).toEqual(['POST', 'GET']);
    expect(asked.length - 2).toBeLessThanOrEqual(mostIn(performance.now() - began));
  });

  it('makes one run of a begin that is sent again, and refuses its key to another', async () => {
    const { post } = journey();
    const key = { 'Idempotency-Key': `"${randomUUID()}"` };
    const asked = { task: 'add', args: [2, 3] };

    const first = await post('/v1/tasks', asked, key);
    const second = await post('/v1/tasks', asked, key);
    const other = await post('/v1/tasks', { ...asked, args: [2, 4] }, key);

    const { taskId } = (await first.json()) as BegunMonitor;
    expect(await second.json()).toMatchObject({ taskId });
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({
      type: expect.stringMatching(/\/idempotency-key-reused$/),
      run: { taskId },
    });
  });

  it('tells a run’s events to its end, to who comes again with the last one seen', async () => {
    const { client, get } = journey();
    const { taskId } = await client.checkStatusOrBegin('countdown', { args: [1] });
    const seen: { id: number; event: string; data: Monitor }[] = [];
    const ask = () =>
      get(`/v1/tasks/${taskId}/events`, {
        Accept: 'text/event-stream',
        ...(seen.length > 0 && { 'Last-Event-ID': `${seen.at(-1)?.id}` }),
      });

    while (seen.at(-1)?.event !== 'end') {
      const answer = await ask();
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
      seen.push(...eventsIn(await answer.text()));
    }

    expect(seen[0]).toMatchObject({ event: 'status', data: { taskId } });
    expect(seen.at(-1)?.data).toMatchObject({ taskId, status: 'SUCCESS' });
    expect(seen.map(({ id }) => id)).toEqual(seen.map(({ id }) => id).toSorted((a, b) => a - b));
    expect((await ask()).status).toBe(204);
  });
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function eventsIn(stream: string) {
  return [...stream.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/gm)].map(
    ([, id, event = '', data = '']) => ({
      id: Number(id),
      event,
      data: JSON.parse(data) as Monitor,
    }),
  );
}
