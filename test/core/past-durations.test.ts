import { expect, test } from 'vitest';
import { createPastDurations, noting } from '../../core/past-durations.ts';
import { instant, type RunRecord } from '../../core/run.ts';
import { aRecord } from '../contract/records.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';

test('of a task it knows the shortest of the last ten runs that succeeded', () => {
  const past = createPastDurations();

  for (const seconds of [3, 9, 8, 7, 9, 9, 9, 9, 9, 9]) past.note(took(seconds));
  const before = past.shortestMs('add');
  past.note(took(9));

  expect([before, past.shortestMs('add')]).toEqual([3_000, 7_000]);
});

test('one run that is seen again and again is one', () => {
  const past = createPastDurations();
  const [short, long] = [took(2), took(5)];

  past.note(short);
  for (let times = 0; times < 20; times += 1) past.note(long);

  expect(past.shortestMs('add')).toBe(2_000);
});

test('runs that failed, or have not ended, and other tasks say nothing', () => {
  const past = createPastDurations();

  past.note({ ...took(1), status: 'FAILURE' });
  past.note({ ...took(1), status: 'STARTED', finishedAt: null });
  past.note({ ...took(1), task: 'other' });

  expect(past.shortestMs('add')).toBeUndefined();
});

test('what is read from the store is noted', async () => {
  const past = createPastDurations();
  const memory = createMemoryRunStore();
  const record = took(4);
  const place = { key: record.key, item: 'head' } as const;
  await memory.put(place, record, { absent: 'required' });

  await noting(memory, past).read(place, 'eventual');

  expect(past.shortestMs('add')).toBe(4_000);
});

function took(seconds: number): RunRecord {
  return aRecord({
    status: 'SUCCESS',
    startedAt: instant(0),
    finishedAt: instant(seconds * 1_000),
  });
}
