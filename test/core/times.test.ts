import { expect, test } from 'vitest';
import { secondsUntil } from '../../core/times.ts';

test.each([
  [1_000, 1],
  [1_001, 2],
  [29_999, 30],
  [1, 1],
  [0, 1],
  [-5_000, 1],
  [43_200_000, 43_200],
  [43_200_001, 43_200],
])('a message that has to wait for %d ms is hidden for %d s', (waitMs, seconds) => {
  const nowMs = Date.parse('2030-01-01T00:00:00.000Z');

  expect(secondsUntil(nowMs + waitMs, nowMs)).toBe(seconds);
});
