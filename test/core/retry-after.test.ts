import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, statuses, type RunRecord } from '../../core/run.ts';
import { retryAfterSeconds } from '../../core/retry-after.ts';
import { aRecord } from '../contract/records.ts';

const begunAt = Date.parse('2030-01-01T00:00:00.000Z');
const minuteMs = 60_000;

test.each([
  [0, 1],
  [5_000, 1],
  [30_000, 3],
  [3_600_000, 20],
])('%i ms after a begin it is worth asking again in %i s', (elapsedMs, seconds) => {
  const record = inFlight({ status: 'PENDING', startedAt: null });

  expect(retryAfterSeconds(record, begunAt + elapsedMs, undefined)).toBe(seconds);
});

test('a run of a task that took a minute lately is asked after each tenth of it', () => {
  const record = inFlight({ progress: null });

  expect(retryAfterSeconds(record, begunAt, minuteMs)).toBe(6);
  expect(retryAfterSeconds(record, begunAt + 59_000, minuteMs)).toBe(6);
});

test('a run that is nearly done is asked again when it will be', () => {
  const record = inFlight({ progress: { current: 57, total: 60, message: null } });

  expect(retryAfterSeconds(record, begunAt + 57_000, undefined)).toBe(2);
});

test('a run without an end in sight is asked again by how long it has taken', () => {
  const record = inFlight({ progress: { current: 1, total: Infinity, message: null } });

  expect(retryAfterSeconds(record, begunAt, undefined)).toBe(1);
  expect(retryAfterSeconds(record, begunAt + 50_000, undefined)).toBe(5);
});

test('the first steps of many are not taken for a forecast', () => {
  const record = inFlight({ progress: { current: 1, total: 1_000_000, message: null } });

  expect(retryAfterSeconds(record, begunAt + 2_000, undefined)).toBe(2);
});

test('a run that waits for its next attempt is asked again when that may begin', () => {
  const record = inFlight({ status: 'RETRY', claimableAt: instant(begunAt + 12_000) });

  expect(retryAfterSeconds(record, begunAt + 1_000, undefined)).toBe(11);
});

test('whatever a task reports, it is whole seconds from 1 to 20', () => {
  const number = fc.double();
  const record = fc.record({
    status: fc.constantFrom(...statuses),
    startedAt: fc.option(fc.constant(instant(begunAt))),
    claimableAt: fc.option(fc.constant(instant(begunAt + 300_000))),
    progress: fc.option(
      fc.record({ current: number, total: fc.option(number), message: fc.constant(null) }),
    ),
  });
  const elapsedMs = fc.integer({ min: -60_000, max: 90_000_000 });
  const pastMs = fc.option(fc.nat(), { nil: undefined });

  fc.assert(
    fc.property(record, elapsedMs, pastMs, (overrides, passedMs, shortestMs) => {
      const seconds = retryAfterSeconds(inFlight(overrides), begunAt + passedMs, shortestMs);

      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 20).toBe(true);
    }),
  );
});

describe('who asks when it says', () => {
  /** How many looks a minute may take, with what is known of the task. */
  const cases = [
    { known: 'nothing', looks: 35 },
    { known: 'that none was shorter', pastShare: 1, looks: 13 },
    { known: 'that the shortest took two thirds of it', pastShare: 2 / 3, looks: 17 },
    { known: 'progress in 60 steps', steps: 60, looks: 17 },
    { known: 'progress in a hundred thousand steps', steps: 100_000, looks: 17 },
    { known: 'progress in 4 steps', steps: 4, looks: 28 },
    { known: 'progress and the past', steps: 60, pastShare: 0.9, looks: 14 },
  ];

  test.each(cases)(
    'sees the end a tenth late at most, or 1 s, where of its task is known: $known',
    (known) => {
      const late = durations().filter((durationsMs) => {
        const { lateMs, tookMs } = follow({ ...durationsMs, ...known });
        return lateMs > Math.max(tookMs / 10, 1_000);
      });

      expect(late).toEqual([]);
    },
  );

  test.each(cases)('needs $looks looks at most for a minute, knowing $known', (known) => {
    expect(follow({ queueMs: 0, workMs: minuteMs, ...known }).looks).toBeLessThanOrEqual(
      known.looks,
    );
  });
});

/** From a third of a second to the longest attempt, behind queues of several lengths. */
function durations(): { queueMs: number; workMs: number }[] {
  const work = Array.from({ length: 100 }, (_, i) => 300 * 1.083 ** i);
  return [0, 3_000, 45_000, 200_000].flatMap((queueMs) =>
    work.map((workMs) => ({ queueMs, workMs })),
  );
}

/** Follows a run that works evenly, and whose progress is written each second. */
function follow(run: { queueMs: number; workMs: number; steps?: number; pastShare?: number }) {
  const { queueMs, workMs, steps, pastShare } = run;
  const shortestMs = pastShare === undefined ? undefined : workMs * pastShare;
  const tookMs = queueMs + workMs;
  let [looks, ms] = [1, 0];
  for (; ms < tookMs; looks += 1) {
    const writtenMs = Math.floor((ms - queueMs) / 1_000) * 1_000;
    const current = steps === undefined ? 0 : Math.floor((writtenMs / workMs) * steps);
    const record = inFlight({
      ...(ms < queueMs
        ? { status: 'PENDING', startedAt: null }
        : { startedAt: instant(begunAt + queueMs) }),
      progress: current > 0 ? { current, total: steps ?? null, message: null } : null,
    });
    ms += retryAfterSeconds(record, begunAt + ms, shortestMs) * 1_000;
  }
  return { looks, lateMs: ms - tookMs, tookMs };
}

function inFlight(overrides: Partial<RunRecord>): RunRecord {
  const createdAt = instant(begunAt);
  return aRecord({ status: 'STARTED', createdAt, startedAt: createdAt, ...overrides });
}
