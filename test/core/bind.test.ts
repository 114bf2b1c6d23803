import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { bindArgs } from '../../core/bind.ts';
import type { AnyTask } from '../../core/registry.ts';
import { defineTask, type Params } from '../../core/task.ts';

function taskOf(params: Params, name = 'add'): AnyTask {
  return defineTask({ name, params, run: () => null });
}

const add = taskOf({ x: z.number(), y: z.number() });
const greet = taskOf(
  { name: z.string(), greeting: z.string().default('hello'), times: z.int().optional() },
  'greet',
);

test.each([
  ['by position', [1, 2], {}],
  ['by name', [], { y: 2, x: 1 }],
  ['by both', [1], { y: 2 }],
])('arguments are bound %s to one text', (_, args, kwargs) => {
  expect(bindArgs(add, args, kwargs)).toEqual({ values: { x: 1, y: 2 }, json: '{"x":1,"y":2}' });
});

test('a default is filled in, and an optional argument that is not given is left out', () => {
  const bound = bindArgs(greet, ['Ada'], {});

  expect(bound.json).toBe('{"greeting":"hello","name":"Ada"}');
  expect(Object.keys(bound.values)).toEqual(['name', 'greeting']);
  expect(bindArgs(greet, ['Ada', 'hello'], {}).json).toBe(bound.json);
});

test('null is an argument like any other', () => {
  const task = taskOf({ x: z.number().nullish() });

  expect(bindArgs(task, [null], {}).json).toBe('{"x":null}');
  expect(bindArgs(task, [], {}).json).toBe('{}');
});

test('undefined is an argument that is not given', () => {
  expect(bindArgs(greet, ['Ada', undefined], { times: undefined }).json).toBe(
    '{"greeting":"hello","name":"Ada"}',
  );
  expect(messageOf(() => bindArgs(add, [undefined], { y: undefined }))).toBe(
    'add() is missing the arguments x and y',
  );
});

test('a parameter that takes anything is still required', () => {
  const task = taskOf({ x: z.unknown(), y: z.any() });

  expect(messageOf(() => bindArgs(task, [1], {}))).toBe('add() is missing the argument y');
  expect(bindArgs(task, [null], { y: { a: 1 } }).json).toBe('{"x":null,"y":{"a":1}}');
});

test('an argument that may be absent but not undefined is left out', () => {
  expect(bindArgs(taskOf({ x: z.number().exactOptional() }), [], {}).json).toBe('{}');
});

const wide = taskOf({ x: z.number(), y: z.number(), z: z.number(), w: z.int().default(1) });

test.each([
  ['one missing', add, [1], {}, 'add() is missing the argument y'],
  ['all missing', add, [], {}, 'add() is missing the arguments x and y'],
  ['three missing', wide, [], {}, 'add() is missing the arguments x, y and z'],
  ['unexpected', add, [1, 2], { z: 3 }, 'add() got an unexpected argument z; it takes x, y'],
  [
    'several unexpected',
    add,
    [1, 2],
    { z: 3, a: 4 },
    'add() got the unexpected arguments z and a; it takes x, y',
  ],
  ['too many', add, [1, 2, 3], {}, 'add() got 3 positional arguments; it takes x, y'],
  ['given twice', add, [1, 2], { x: 1 }, 'add() got the argument x twice; it takes x, y'],
  [
    'both given twice',
    add,
    [1, 2],
    { y: 1, x: 1 },
    'add() got the arguments y and x twice; it takes x, y',
  ],
  [
    'to a task without any',
    taskOf({}),
    [],
    { x: 1 },
    'add() got an unexpected argument x; it takes no arguments',
  ],
  [
    'with optional ones',
    wide,
    [1, 2, 3],
    { v: 1 },
    'add() got an unexpected argument v; it takes x, y, z, w (optional)',
  ],
  ['of a wrong type', add, [1, 'two'], {}, 'add(): y: expected number, got string'],
  [
    'of two wrong types',
    add,
    [null],
    { y: [] },
    'add(): x: expected number, got null; y: expected number, got array',
  ],
  [
    'wrong in every way',
    wide,
    [1, 'two'],
    { x: 1, q: 1, w: 1.5 },
    'add() got the argument x twice, got an unexpected argument q and is missing the argument z; ' +
      'it takes x, y, z, w (optional); y: expected number, got string; w: expected an integer, got 1.5',
  ],
])('arguments that are %s are refused with all that is wrong', (_, task, args, kwargs, message) => {
  expect(messageOf(() => bindArgs(task, args, kwargs))).toBe(message);
});

test('a member called __proto__, which a schema would leave out, is refused', () => {
  const any = taskOf({ value: z.json() }, 'any');

  expect(messageOf(() => bindArgs(any, [JSON.parse('[{"a":{"b":0,"__proto__":1}}]')], {}))).toBe(
    'any(): value: no member may be called __proto__',
  );
  expect(bindArgs(any, [['"__proto__":', ',"__proto__":']], {}).values).toEqual({
    value: ['"__proto__":', ',"__proto__":'],
  });
});

test.each([
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['toString', 'toString'],
  ['', '""'],
  ['a b', '"a b"'],
  ['"\n\ud800', '"\\"\\n\\ud800"'],
  ['x'.repeat(1000), `"${'x'.repeat(64)}…"`],
])('the name %j is unexpected like any other', (name, shown) => {
  const kwargs: Record<string, unknown> = JSON.parse(`{"x":1,"y":2,${JSON.stringify(name)}:3}`);

  expect(messageOf(() => bindArgs(add, [], kwargs))).toBe(
    `add() got an unexpected argument ${shown}; it takes x, y`,
  );
});

test('a parameter may have the name of what every object has', () => {
  const task = taskOf({
    constructor: z.string(),
    toString: z.string(),
    valueOf: z.int().optional(),
  });

  expect(bindArgs(task, [], { constructor: 'a', toString: 'b' }).json).toBe(
    '{"constructor":"a","toString":"b"}',
  );
  expect(messageOf(() => bindArgs(task, ['a'], {}))).toBe('add() is missing the argument toString');
  expect(bindArgs(task, ['a', 'b'], {}).values['valueOf']).toBeUndefined();
});

test.each([500, 100_000])('an argument of %i levels is refused, not followed', (levels) => {
  expect(messageOf(() => bindArgs(taskOf({ x: z.json() }), [nested(levels)], {}))).toMatch(
    /^add\(\): x\[0\].*more than 499 levels$/,
  );
});

test('an argument may have as many levels as leave one for the object of all arguments', () => {
  const { json } = bindArgs(taskOf({ x: z.json() }), [nested(499)], {});

  expect(json).toBe(`{"x":${JSON.stringify(nested(499))}}`);
});

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

test('what a schema makes of an argument must be JSON too', () => {
  const task = taskOf({ x: z.number().overwrite((x) => x / 0) });

  expect(messageOf(() => bindArgs(task, [1], {}))).toBe('add(): x: JSON cannot hold Infinity');
});

test('__proto__ inside an argument is kept as a key', () => {
  const value: unknown = JSON.parse('{"__proto__":{"admin":true}}');

  const bound = bindArgs(taskOf({ x: z.unknown() }), [value], {});

  expect(bound.json).toBe('{"x":{"__proto__":{"admin":true}}}');
});

test('a schema that turns out to be asynchronous is a fault of the task', () => {
  const task = taskOf({ x: z.string().refine(() => Promise.resolve(true)) });

  expect(() => bindArgs(task, ['a'], {})).toThrow(
    new TypeError('Task add: parameter x has an asynchronous schema; check such things in run'),
  );
});

test('positional and named arguments in any split are one call', () => {
  const task = taskOf({ a: z.json(), b: z.json(), c: z.json() });
  const jsonValue = fc.jsonValue({ maxDepth: 2 }).filter(holdsNoProto);
  fc.assert(
    fc.property(fc.tuple(jsonValue, jsonValue, jsonValue), fc.nat(3), (values, split) => {
      const entries = values.map((value, i) => ['abc'.charAt(i), value] as const);
      const named = Object.fromEntries(entries.slice(split).toReversed());

      const bound = bindArgs(task, values.slice(0, split), named);

      expect(bound.json).toBe(bindArgs(task, values, {}).json);
    }),
  );
});

/** Such a member is refused. */
function holdsNoProto(value: unknown): boolean {
  return !JSON.stringify(value).includes('"__proto__":');
}

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-arguments' });
    return error instanceof Error ? error.message : '';
  }
  return expect.fail('nothing was refused');
}
