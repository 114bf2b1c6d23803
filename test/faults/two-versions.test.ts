import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functionTimeoutMs, leaseMs, sendAgainMs } from '../../core/times.ts';
import type { Which } from './call.ts';
import { faults } from './faults.ts';
import { createLine } from './line.ts';
import { begun, givenUp } from './scenarios/setup.ts';
import { createSystem, type System, type SystemOptions } from './whole-system.ts';

/** A system, and processes of today's version and of the next. */
function createBoth(options: SystemOptions = {}) {
  const system = createSystem(options);
  const today = () => createLine('today', system.clock);
  const next = () => createLine('next', system.clock, { isNewer: true });
  const until = <T>(promise: Promise<T>) => system.clock.runUntil(promise);
  return { system, today, next, until };
}

const statusOf = async (system: System, line: ReturnType<typeof createLine>, taskId: string) =>
  (await system.ask(line, 'GET', `/v1/tasks/${taskId}`)).body.status;

async function begunByNext({ system, next }: ReturnType<typeof createBoth>, body = {}) {
  return (await system.begin(next(), body)).body.taskId ?? '';
}

describe('of what a newer version has begun', () => {
  test('today’s API says to every question that it is to be asked again, and leaves all as it is', async () => {
    const both = createBoth();
    const { system, today } = both;
    const taskId = await begunByNext(both);
    const before = system.table.items();

    const answers = [
      await system.begin(today()),
      await system.begin(today(), { reuse: true }),
      await system.begin(today(), { checkRunning: false }),
      await system.begin(today(), { cacheResults: false }),
      await system.begin(today(), { taskId }),
      await system.cancel(today(), taskId),
      await system.ask(today(), 'GET', `/v1/tasks/${taskId}`),
      await system.ask(today(), 'GET', `/v1/tasks/${taskId}/result`),
      await system.ask(today(), 'GET', '/v1/status?pollingUrl=/zone'),
      await system.ask(today(), 'GET', '/v1/result?pollingUrl=/zone'),
    ];

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(system.table.items()).toEqual(before);
    expect(system.queue.size()).toBe(1);
  });

  test('today’s worker gives the message back, and the newer one ends the run', async () => {
    const both = createBoth();
    const { system, today, next, until } = both;
    const taskId = await begunByNext(both);
    const before = system.table.items();

    expect(await system.work(today())).toBe('kept');

    expect(system.table.items()).toEqual(before);
    await system.clock.advance(functionTimeoutMs);
    expect(await until(system.work(next()))).toBe('done');
    expect(await statusOf(system, next(), taskId)).toBe('SUCCESS');
    expect(system.attempts).toHaveLength(1);
  });

  test('today’s consumer gives the dead letter back, and the newer one sends it again', async () => {
    const both = createBoth();
    const { system, today, next, until } = both;
    const taskId = await begunByNext(both);
    await givenUp(system);

    expect(await system.endDeadLetter(today())).toBe('kept');

    await system.clock.advance(functionTimeoutMs);
    expect(await system.endDeadLetter(next())).toBe('done');
    expect(await until(system.work(next()))).toBe('done');
    expect(await statusOf(system, next(), taskId)).toBe('SUCCESS');
  });

  test('today’s consumer gives the dead letter back, and the newer one ends the run', async () => {
    const both = createBoth();
    const { system, today, next } = both;
    const taskId = await begunByNext(both);
    await system.clock.advance(sendAgainMs);
    await givenUp(system);

    expect(await system.endDeadLetter(today())).toBe('kept');

    await system.clock.advance(functionTimeoutMs);
    expect(await system.endDeadLetter(next())).toBe('done');
    expect(await statusOf(system, next(), taskId)).toBe('FAILURE');
  });
});

describe('what today’s version has begun', () => {
  test('a newer one answers for, joins, works on and ends', async () => {
    const { system, next, until } = createBoth();
    const taskId = await begun(system);

    expect(await statusOf(system, next(), taskId)).toBe('PENDING');
    expect((await system.begin(next())).body).toMatchObject({ taskId, outcome: 'running' });
    expect(await until(system.work(next()))).toBe('done');
    expect(await statusOf(system, next(), taskId)).toBe('SUCCESS');
  });

  test('a newer one cancels, and ends where the queue gave it up', async () => {
    const { system, next } = createBoth();
    const first = await begun(system);
    const second = await begun(system, { pollingUrl: '/other' });
    await system.clock.advance(sendAgainMs);
    await givenUp(system);
    await givenUp(system);

    expect((await system.cancel(next(), first)).body.status).toBe('REVOKED');
    while ((await system.endDeadLetter(next())) !== 'empty');

    expect(await statusOf(system, next(), second)).toBe('FAILURE');
  });

  test.each([
    ['before today’s worker comes', 0],
    ['while today’s worker is at it', 15_000],
  ])('and a newer one replaces %s is kept, and ended by the newer', async (_, ms) => {
    const { system, today, next, until } = createBoth({ taskMs: 20_000 });
    const taskId = await begun(system);
    const work = ms === 0 ? undefined : system.work(today());
    await system.clock.advance(ms);
    const second = (await system.begin(next(), { checkRunning: false })).body.taskId ?? '';

    expect(await until(work ?? system.work(today()))).toBe('kept');

    await system.clock.advance(leaseMs);
    while (system.queue.size() > 0) {
      if ((await until(system.work(next()))) === 'empty') await system.clock.advance(leaseMs);
    }
    expect(await statusOf(system, next(), taskId)).toBe('SUCCESS');
    expect(await statusOf(system, next(), second)).toBe('SUCCESS');
    expect(system.history.broken).toEqual([]);
  });
});

const step = fc.record({
  does: fc.constantFrom('begin', 'force', 'work', 'work', 'cancel', 'wait', 'give up'),
  isNewer: fc.boolean(),
  /** What befalls which of its calls. */
  fault: fc.option(fc.record({ kind: fc.constantFrom(...faults), at: fc.nat(5) })),
});

test('whichever version does what, and whatever befalls its calls, all that was accepted is ended once by the newer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const { system, next, until } = createBoth({ taskMs: 12_000 });
      const accepted: string[] = [];
      for (const { does, isNewer, fault } of steps) {
        const which: Which = (_, before) => before.length === fault?.at;
        const planned = fault && { planned: { which, fault: fault.kind } };
        const line = createLine('either', system.clock, { isNewer, ...planned });
        if (does === 'begin' || does === 'force') {
          const asked = system.begin(line, { checkRunning: does === 'begin' });
          const answer = await until(Promise.race([asked, line.died]));
          if (answer !== 'died' && answer.status < 300) accepted.push(answer.body.taskId ?? '');
        } else if (does === 'work') void system.work(line);
        else if (does === 'cancel') {
          const asked = system.cancel(line, accepted.at(-1) ?? 'none');
          await until(Promise.race([asked, line.died]));
        } else if (does === 'wait') await system.clock.advance(8_000);
        else await givenUp(system).catch(() => undefined);
        await system.clock.advance(0);
      }

      while (system.queue.size() + system.deadLetters.size() > 0) {
        void system.work(next());
        void system.endDeadLetter(next());
        await system.clock.advance(10_000);
      }

      expect(system.history.broken).toEqual([]);
      for (const taskId of accepted) {
        expect(await statusOf(system, next(), taskId)).toMatch(/SUCCESS|FAILURE|REVOKED/);
      }
    }),
    { numRuns: 300 },
  );
});
