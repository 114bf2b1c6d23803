import { expect, test } from 'vitest';
import { createClientOver } from '../../client/client-over.ts';
import { TaskError } from '../../client/errors.ts';
import { createHttpsTransport } from '../../client/https-transport.ts';
import { createSend } from '../../client/request.ts';
import type { ApiWorldTasks } from '../api/api-world.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const sum = { x: 2, y: 3 };

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return answer(status, { type: `https://api.test/problems/${code}` }, headers);
}

/** A client whose begins are taken, and whose looks are answered by these, the last one for ever. */
function createScripted(...answers: [() => Response, ...(() => Response)[]]) {
  const clock = createFakeClock();
  const lookedAt: number[] = [];
  const send = createSend('https://api.test', async (_url, { method }) => {
    if (method === 'POST') return answer(202, { taskId: 't' });
    lookedAt.push(clock.monotonic());
    const next = answers[lookedAt.length - 1] ?? answers.at(-1) ?? answers[0];
    return next();
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), clock);
  return { client, clock, lookedAt };
}

test('who waits is not let go before the time is over, however late it is told to ask again', async () => {
  const inFlight = () => answer(202, { taskId: 't', progress: null }, { 'retry-after': '20' });
  const { client, clock, lookedAt } = createScripted(inFlight);

  const waiting = client.run('add', sum, { timeoutMs: 5_000 });

  await expect(clock.runUntil(waiting)).rejects.toMatchObject({ code: 'timed-out' });
  expect(lookedAt).toEqual([0, 5_000]);
});

test.each([7, 20])(
  'a refusal that says to ask again in %i s is asked again then',
  async (after) => {
    const { client, clock, lookedAt } = createScripted(
      () => refusal(503, 'unavailable', { 'retry-after': `${after}` }),
      () => answer(200, 5),
    );

    expect(await clock.runUntil(client.run('add', sum))).toBe(5);

    expect(lookedAt).toEqual([0, after * 1_000]);
  },
);

test.each(['21', '3600'])('a look that is to come again in %s s is the last one', async (after) => {
  const { client, clock, lookedAt } = createScripted(() =>
    refusal(429, 'throttled', { 'retry-after': after }),
  );

  const told = clock.runUntil(client.run('add', sum));

  const askAgainMs = Number(after) * 1_000;
  await expect(told).rejects.toMatchObject({ code: 'throttled', status: 429, askAgainMs });
  expect(lookedAt).toEqual([0]);
});

test('a begin that is to come again in an hour is the last one', async () => {
  const clock = createFakeClock();
  const askedAt: number[] = [];
  const send = createSend('https://api.test', async () => {
    askedAt.push(clock.monotonic());
    return refusal(503, 'unavailable', { 'retry-after': '3600' });
  });
  const client = createClientOver<ApiWorldTasks>(createHttpsTransport(send), clock);
  const asked = { args: [2, 3], idempotencyKey: 'mine' };

  const told = clock.runUntil(client.checkStatusOrBegin('add', asked));

  await expect(told).rejects.toMatchObject({ code: 'unavailable', askAgainMs: 3_600_000 });
  expect(askedAt).toEqual([0]);
});

test.each([
  [429, 'throttled'],
  [503, 'unavailable'],
  [504, 'timed-out'],
])('%d %s, which does not say when, is asked again after a second', async (status, code) => {
  const { client, clock, lookedAt } = createScripted(
    () => refusal(status, code),
    () => answer(200, 5),
  );

  expect(await clock.runUntil(client.run('add', sum))).toBe(5);

  expect(lookedAt).toEqual([0, 1_000]);
});

test('an answer that breaks off is one that did not come', async () => {
  const broken = () =>
    new Response(
      new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) }),
    );
  const { client } = createScripted(broken);

  const asked = client.getMonitor({ taskId: 't' });

  await expect(asked).rejects.toThrow(TaskError);
  await expect(asked).rejects.toMatchObject({ code: 'unavailable', cause: expect.any(Error) });
});
