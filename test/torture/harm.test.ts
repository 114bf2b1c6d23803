import { expect, test } from 'vitest';
import { brokenBy, harms, type Harm, type Poisoned } from './harm.ts';

function poisoned(how: Harm, change: Partial<Poisoned> & { name?: string } = {}): Poisoned {
  const error = { name: change.name ?? harms[how], message: '' };
  return {
    how,
    end: { status: 'FAILURE', attempt: 2, error },
    executed: [2, 1],
    ...change,
  };
}

const usual = Array.from({ length: 100 }, (_, index) => 50 + index / 10);
const others = { normal: usual, beside: usual, failed: 0 };
const [threeOthers, memory] = [
  (['process', 'thread', 'loop'] as const).map((how) => poisoned(how)),
  poisoned('memory'),
];
const all = [...threeOthers, memory];

test('poison that ends as it is to, beside others that do not mind, breaks nothing', () => {
  expect(brokenBy(all, others, 2)).toEqual([]);
});

test.each<[string, Poisoned[], RegExp]>([
  ['a kind of poison that was not begun', threeOthers, /No memory was harmed/],
  [
    'memory that is ended by its time-out',
    [...threeOthers, poisoned('memory', { name: 'TimeoutError' })],
    /memory ended as FAILURE, attempt 2, TimeoutError; .*OutOfMemory is expected/,
  ],
  [
    'an attempt too few in the record',
    [...threeOthers, poisoned('memory', { end: { ...memory.end, attempt: 1 } })],
    /attempt 1, OutOfMemory; FAILURE, attempt 2/,
  ],
  [
    'an attempt that is executed beyond the last',
    [...all, poisoned('process', { executed: [1, 2, 3] })],
    /executed attempts 1,2,3; 1,2 is expected/,
  ],
  [
    'an attempt that is executed twice',
    [...all, poisoned('process', { executed: [1, 2, 2] })],
    /executed attempts 1,2,2/,
  ],
])('%s is found out', (_, runs, sentence) => {
  expect(brokenBy(runs, others, 2).join()).toMatch(sentence);
});

test('others that take more than twice as long are found out, by the median and by the slowest', () => {
  const slower = usual.map((ms) => ms * 2.1);
  const slowest = usual.map((ms, index) => (index >= 90 ? ms * 3 : ms));

  const byMedian = brokenBy(all, { ...others, beside: slower }, 2);
  const byP95 = brokenBy(all, { ...others, beside: slowest }, 2);

  expect(byMedian.join()).toContain('2.10 times as long by their median');
  expect(byP95).toEqual([expect.stringContaining('by their p95; at most 2 is allowed')]);
});

test('an other that fails is found out', () => {
  expect(brokenBy(all, { ...others, failed: 1 }, 2)).toEqual(['1 others did not end as SUCCESS']);
});
