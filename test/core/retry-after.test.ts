import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant, statuses, type RunRecord } from '../../core/run.ts';
import { retryAfterSeconds } from '../../core/retry-after.ts';
import { aRecord } from '../contract/records.ts';

const begunAt = Date.parse('2030-01-01T00:00:00.000Z');

test.each([
  [0, 1],
  [5_000, 1],
  [30_000, 6],
  [3_600_000, 20],
])('%i ms after a begin it is worth asking again in %i s', (elapsedMs, seconds) => {
  const record = inFlight({ status: 'PENDING', startedAt: null });

  expect(retryAfterSeconds(record, begunAt + elapsedMs)).toBe(seconds);
});

test('a run that has just been started is asked again soon, however long it was queued', () => {
  const record = inFlight({ startedAt: instant(begunAt + 90_000), progress: null });

  expect(retryAfterSeconds(record, begunAt + 91_000)).toBe(1);
});

test('a run that is nearly done is asked again when it will be', () => {
  const record = inFlight({ progress: { current: 58, total: 60, message: null } });

  expect(retryAfterSeconds(record, begunAt + 58_000)).toBe(2);
});

test('a run without an end in sight is asked again by how long it has worked', () => {
  const record = inFlight({ progress: { current: 1, total: Infinity, message: null } });

  expect(retryAfterSeconds(record, begunAt)).toBe(1);
  expect(retryAfterSeconds(record, begunAt + 50_000)).toBe(10);
});

test('a run that waits for its next attempt is asked again when that may begin', () => {
  const record = inFlight({ status: 'RETRY', claimableAt: instant(begunAt + 12_000) });

  expect(retryAfterSeconds(record, begunAt + 1_000)).toBe(11);
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

  fc.assert(
    fc.property(record, fc.integer({ min: -60_000, max: 90_000_000 }), (overrides, elapsedMs) => {
      const seconds = retryAfterSeconds(inFlight(overrides), begunAt + elapsedMs);

      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 20).toBe(true);
    }),
  );
});

function inFlight(overrides: Partial<RunRecord>): RunRecord {
  const createdAt = instant(begunAt);
  return aRecord({ status: 'STARTED', createdAt, startedAt: createdAt, ...overrides });
}
