import { expect, test } from 'vitest';
import * as z from 'zod';
import { bindArgs } from '../../core/bind.ts';
import type { AnyTask } from '../../core/registry.ts';
import { defineTask, type Params } from '../../core/task.ts';

function taskOf(params: Params): AnyTask {
  return defineTask({ name: 'add', params, run: () => null });
}

const add = taskOf({ x: z.number(), y: z.number() });

test('a message stays short, however much is wrong', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `a${i}`);
  const many = taskOf({ list: z.array(z.number()) });

  expect(messageOf(() => bindArgs(add, [1, 2], Object.fromEntries(names.map((n) => [n, 1]))))).toBe(
    'add() got the unexpected arguments a0, a1, a2, a3, a4, a5, a6, a7 and 992 more; it takes x, y',
  );
  expect(messageOf(() => bindArgs(many, [names], {}))).toMatch(
    /^add\(\): list\[0\]: expected number, got string; .*; 992 more$/,
  );
  expect(messageOf(() => bindArgs(taskOf({ x: z.enum(names) }), ['b'], {})).length).toBeLessThan(
    400,
  );
});

test.each([
  [
    'a place inside',
    z.object({ a: z.array(z.number()) }),
    { a: [0, '1'] },
    'x.a[1]: expected number, got string',
  ],
  [
    'a missing key',
    z.object({ 'a b': z.string() }),
    {},
    'x["a b"]: expected string, got undefined',
  ],
  ['an unknown key', z.strictObject({}), { b: 1 }, 'x: Unrecognized key: "b"'],
  ['what is allowed', z.enum(['a', 'b']), 'c', 'x: Invalid option: expected one of "a"|"b"'],
  ['a bound', z.number().min(3), 1, 'x: Too small: expected number to be >=3'],
  [
    "the task's own words",
    z.string().refine(() => false, 'no such country'),
    'q',
    'x: no such country',
  ],
  ["the task's own words for a type", z.string('a name, please'), 1, 'x: a name, please'],
  [
    'every form of a union',
    z.union([z.number(), z.object({ a: z.string() })]),
    { a: 1 },
    'x: Invalid input (expected number, got object; a: expected string, got number)',
  ],
  [
    'a key of a record',
    z.record(z.string().min(3), z.number()),
    { ab: 1 },
    'x.ab: Invalid key in record (Too small: expected string to have >=3 characters)',
  ],
])('the message for an argument names %s', (_, schema, value, fault) => {
  expect(messageOf(() => bindArgs(taskOf({ x: schema }), [value], {}))).toBe(`add(): ${fault}`);
});

test.each([
  ['a date', new Date(0), 'x: JSON cannot hold an object of class Date'],
  ['NaN', { a: [NaN] }, 'x.a[0]: JSON cannot hold NaN'],
  ['a lone surrogate', '\ud800', 'x: JSON cannot hold a lone surrogate'],
  ['undefined inside', { a: undefined }, 'x.a: JSON cannot hold undefined'],
])('%s is no argument, even where anything is taken', (_, value, fault) => {
  expect(messageOf(() => bindArgs(taskOf({ x: z.unknown() }), [value], {}))).toBe(
    `add(): ${fault}`,
  );
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-arguments' });
    return error instanceof Error ? error.message : '';
  }
  return expect.fail('nothing was refused');
}
