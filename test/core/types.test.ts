import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { NamedArgs, ResultOf, TasksOf } from '../../core/registry.ts';
import type { Status, statuses } from '../../core/run.ts';
import { defineTask } from '../../core/task.ts';

const registry = {
  add: defineTask({
    name: 'add',
    params: { x: z.number(), y: z.number() },
    run: ({ x, y }) => x + y,
  }),
  zone: defineTask({
    name: 'coastal-zone',
    params: {
      country: z.enum(['Fiji', 'Malta']),
      km: z.number().default(10),
      note: z.string().optional(),
    },
    run: async ({ country, km }) => Promise.resolve({ country, area: km }),
  }),
  anything: defineTask({
    name: 'anything',
    params: { x: z.unknown(), y: z.any().optional() },
    run: () => null,
  }),
  tick: defineTask({ name: 'tick', params: {}, run: () => undefined }),
};

type Tasks = TasksOf<typeof registry>;

/** As a client's begin: the task by its name, its arguments by theirs. */
function begin<N extends keyof Tasks>(task: N, kwargs: NamedArgs<Tasks[N]>): [N, typeof kwargs] {
  return [task, kwargs];
}

test('a call with the names and types of its task compiles', () => {
  const calls = [
    begin('add', { x: 1, y: 2 }),
    begin('coastal-zone', { country: 'Fiji' }),
    begin('coastal-zone', { country: 'Malta', km: 5, note: 'a' }),
    begin('anything', { x: [] }),
    begin('tick', {}),
  ];

  expect(calls).toHaveLength(5);
});

test('a wrong task name or argument does not compile', () => {
  const calls = [
    // @ts-expect-error -- no such task
    begin('ad', { x: 1, y: 2 }),
    // @ts-expect-error -- a task has its own name, not that of its export
    begin('zone', { country: 'Fiji' }),
    // @ts-expect-error -- y is missing
    begin('add', { x: 1 }),
    // @ts-expect-error -- y is no string
    begin('add', { x: 1, y: '2' }),
    // @ts-expect-error -- z is unexpected
    begin('add', { x: 1, y: 2, z: 3 }),
    // @ts-expect-error -- no such country
    begin('coastal-zone', { country: 'Atlantis' }),
    // @ts-expect-error -- an optional argument has its type too
    begin('coastal-zone', { country: 'Fiji', km: '5' }),
    // @ts-expect-error -- what may be anything must still be given
    begin('anything', {}),
    // @ts-expect-error -- a task without parameters takes none
    begin('tick', { x: 1 }),
  ];

  expect(calls).toHaveLength(9);
});

test('tasks are known by their own names', () => {
  expectTypeOf<keyof Tasks>().toEqualTypeOf<'add' | 'coastal-zone' | 'anything' | 'tick'>();
});

test('a result has the type that the task returns or resolves to', () => {
  expectTypeOf<ResultOf<Tasks['add']>>().toEqualTypeOf<number>();
  expectTypeOf<ResultOf<Tasks['coastal-zone']>>().toEqualTypeOf<{
    country: 'Fiji' | 'Malta';
    area: number;
  }>();
});

test('a task gets its arguments parsed, with defaults filled in', () => {
  expectTypeOf(registry.zone.run).parameter(0).toEqualTypeOf<{
    country: 'Fiji' | 'Malta';
    km: number;
    note: string | undefined;
  }>();
});

test('every status is in flight or terminal', () => {
  expectTypeOf<(typeof statuses)[number]>().toEqualTypeOf<Status>();
});
