import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, longestBackoffSeconds, parsePolicy } from '../../core/policy.ts';

test('a policy has the defaults that are documented', () => {
  expect(parsePolicy()).toEqual({
    maxAgeSeconds: 86_400,
    staleWhileRevalidateSeconds: 0,
    staleIfErrorSeconds: 0,
    failureMaxAgeSeconds: 60,
    handoverSeconds: 10,
    retries: 2,
    backoffSeconds: 2,
    timeoutSeconds: 300,
  });
});

test('what is given replaces the default', () => {
  expect(parsePolicy({ retries: 0 })).toMatchObject({ retries: 0, backoffSeconds: 2 });
});

test.each<[Record<string, number>]>([
  [{ maxAgeSeconds: -1 }],
  [{ maxAgeSeconds: 1.5 }],
  [{ maxAgeSeconds: Infinity }],
  [{ retries: 101 }],
  [{ timeoutSeconds: 0 }],
  [{ timeoutSeconds: 891 }],
  [{ backoffSeconds: 39_601 }],
  [{ maxAgeSecond: 1 }],
])('the policy %j is refused, and its part named', (policy) => {
  expect(() => parsePolicy(policy)).toThrow(new RegExp(Object.keys(policy).join()));
});

test('the wait doubles with every attempt, to 300 s', () => {
  const policy = parsePolicy({ retries: 12 });
  const longest = Array.from({ length: 10 }, (_, i) => backoffMs(policy, i + 1, 1) / 1000);

  expect(longest).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('a longer backoff than 300 s stays as it is', () => {
  const policy = parsePolicy({ backoffSeconds: 1000 });

  expect([1, 2].map((attempt) => backoffMs(policy, attempt, 1))).toEqual([1_000_000, 1_000_000]);
});

test('half of a wait is jitter', () => {
  const policy = parsePolicy({ backoffSeconds: 10 });

  expect([0, 0.5, 1].map((fraction) => backoffMs(policy, 1, fraction))).toEqual([
    5_000, 7_500, 10_000,
  ]);
});

test('without a backoff there is no wait', () => {
  expect(backoffMs(parsePolicy({ backoffSeconds: 0 }), 3, 0.9)).toBe(0);
});

const retrying = fc.record({
  retries: fc.nat(100),
  backoffSeconds: fc.oneof(fc.nat(1000), fc.nat(longestBackoffSeconds)),
});

test('the waits of a run never add up to more than 11 h, whatever policy is taken', () => {
  fc.assert(
    fc.property(retrying, ({ retries, backoffSeconds }) => {
      const waits = Array.from({ length: retries }, (_, i) => i + 1);
      const policy = policyOrUndefined({ retries, backoffSeconds });
      if (policy === undefined) {
        expect(retries * Math.max(backoffSeconds, 300)).toBeGreaterThan(longestBackoffSeconds);
        return;
      }
      const total = waits.reduce((sum, attempt) => sum + backoffMs(policy, attempt, 1), 0);
      expect(total).toBeLessThanOrEqual(11 * 3_600_000);
    }),
    { numRuns: 500 },
  );
});

test('waits that add up to more than 11 h are refused, naming the bound', () => {
  expect(parsePolicy({ retries: 1, backoffSeconds: 39_600 }).backoffSeconds).toBe(39_600);
  expect(parsePolicy({ retries: 100, backoffSeconds: 300 }).retries).toBe(100);
  expect(() => parsePolicy({ retries: 2, backoffSeconds: 39_600 })).toThrow(/39600 seconds/);
});

test('every wait lies between half of the full one and all of it', () => {
  const policy = parsePolicy({ retries: 100 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, fraction) => {
        const full = backoffMs(policy, attempt, 1);
        const wait = backoffMs(policy, attempt, fraction);
        expect(wait).toBeGreaterThanOrEqual(full / 2);
        expect(wait).toBeLessThanOrEqual(Math.min(full, 300_000));
      },
    ),
  );
});

function policyOrUndefined(given: { retries: number; backoffSeconds: number }) {
  try {
    return parsePolicy(given);
  } catch {
    return undefined;
  }
}
