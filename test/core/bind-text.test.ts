import { expect, test } from 'vitest';
import * as z from 'zod';
import { bindText } from '../../core/bind-text.ts';
import type { AnyTask } from '../../core/registry.ts';
import { defineTask, type Params } from '../../core/task.ts';

function taskOf(params: Params): AnyTask {
  return defineTask({ name: 'add', params, run: () => null });
}

const add = taskOf({ x: z.number(), y: z.number().default(1) });

test.each([
  ['by segment', ['1', '2'], []],
  [
    'by name',
    [],
    [
      ['y', '2'],
      ['x', '1'],
    ],
  ],
  ['by both', ['1'], [['y', '2']]],
] as const)('text is bound %s', (_, segments, query) => {
  expect(bindText(add, segments, query)).toEqual({ values: { x: 1, y: 2 }, json: '{"x":1,"y":2}' });
});

test.each([
  ['a number', z.number(), '-1.5e3', -1500],
  ['an integer', z.int(), '7', 7],
  ['a number with a default', z.number().default(1), '2', 2],
  ['true', z.boolean(), 'true', true],
  ['false', z.boolean(), 'false', false],
  ['a string', z.string(), 'a', 'a'],
  ['a string that looks like a number', z.string(), '12', '12'],
  ['a string that looks like JSON', z.string().optional(), '"12"', '"12"'],
  ['an empty string by name', z.string(), '', ''],
  ['a trimmed string', z.string().trim(), ' a ', 'a'],
  ['a string that has an ID', z.string().meta({ id: 'CountryName' }), '12', '12'],
  ['a string whose ID has a slash', z.string().meta({ id: 'iso/Country' }), '12', '12'],
  ['a string whose ID has a tilde', z.string().meta({ id: 'Country~1' }), '12', '12'],
  ['a string whose ID has a percent sign', z.string().meta({ id: 'Country%2F' }), '12', '12'],
  ['a string whose ID is __proto__', z.string().meta({ id: '__proto__' }), '12', '12'],
  ['a member of an enum', z.enum(['a', 'b']), 'b', 'b'],
  ['a literal', z.literal('a'), 'a', 'a'],
  ['a literal number', z.literal([1, 2]), '2', 2],
  [
    'one of two kinds of string',
    z.union([z.literal('a'), z.email()]),
    'a@b.example',
    'a@b.example',
  ],
  ['what is a string in two ways', z.string().and(z.string().min(1)), '12', '12'],
  ['a string among several types', z.union([z.string(), z.number()]), '"12"', '12'],
  ['a number among several types', z.union([z.string(), z.number()]), '12', 12],
  ['null', z.string().nullable(), 'null', null],
  ['a string beside null', z.string().nullable(), '"a"', 'a'],
  ['an array', z.array(z.number()), '[1, 2]', [1, 2]],
  ['an object', z.object({ a: z.string() }), '{"a":"b"}', { a: 'b' }],
  ['a literal of several types', z.literal(['a', 1]), '"a"', 'a'],
  ['anything', z.unknown(), '"a"', 'a'],
])('%s is read by its type', (_, schema, text, value) => {
  expect(bindText(taskOf({ x: schema }), [], [['x', text]]).values).toEqual({ x: value });
});

test.each([
  ['', 'expected a number, got ""'],
  [' 1', 'expected a number, got " 1"'],
  ['+1', 'expected a number, got "+1"'],
  ['01', 'expected a number, got "01"'],
  ['1.', 'expected a number, got "1."'],
  ['.5', 'expected a number, got ".5"'],
  ['0x10', 'expected a number, got "0x10"'],
  ['1_000', 'expected a number, got "1_000"'],
  ['NaN', 'expected a number, got "NaN"'],
  ['Infinity', 'expected a number, got "Infinity"'],
  ['1\n', 'expected a number, got "1\\n"'],
  ['١', 'expected a number, got "١"'],
  ['"1"', 'expected a number, got "\\"1\\""'],
  ['1e999', 'JSON cannot hold Infinity'],
])('%j is no number', (text, fault) => {
  expect(messageOf(() => bindText(add, [], [['x', text]]))).toBe(`add(): x: ${fault}`);
});

test.each(['', 'True', 'FALSE', '1', '0', 'yes', 'on', ' true'])('%j is no boolean', (text) => {
  expect(messageOf(() => bindText(taskOf({ x: z.boolean() }), [], [['x', text]]))).toBe(
    `add(): x: expected true or false, got ${JSON.stringify(text)}`,
  );
});

test('what is no JSON text is refused where a parameter takes JSON, with a hint at quotes', () => {
  expect(messageOf(() => bindText(taskOf({ x: z.string().nullable() }), ['a'], []))).toBe(
    'add(): x: expected JSON text (a string in its quotes), got "a"',
  );
});

test('a repeated name is given twice', () => {
  expect(
    messageOf(() =>
      bindText(
        add,
        [],
        [
          ['x', '1'],
          ['x', '1'],
        ],
      ),
    ),
  ).toBe('add() got the argument x twice; it takes x, y (optional)');
});

test('a segment and a name are given twice', () => {
  expect(messageOf(() => bindText(add, ['1'], [['x', '1']]))).toBe(
    'add() got the argument x twice; it takes x, y (optional)',
  );
});

test('an empty segment is refused, with the way to give an empty argument', () => {
  const task = taskOf({ a: z.string(), b: z.string() });

  expect(messageOf(() => bindText(task, ['', 'b'], []))).toBe(
    'add(): path segment 1 after the task is empty; an empty argument goes by name: ?a=',
  );
  expect(messageOf(() => bindText(task, ['a', 'b', ''], []))).toBe(
    'add(): path segment 3 after the task is empty',
  );
  expect(
    bindText(
      task,
      [],
      [
        ['a', ''],
        ['b', ''],
      ],
    ).json,
  ).toBe('{"a":"","b":""}');
});

test('what signs a request is no argument', () => {
  const query = [
    ['X-Amz-Signature', 'a'],
    ['x-amz-date', 'b'],
    ['X-AMZ-DATE', 'c'],
  ] as const;

  expect(bindText(add, ['1'], query).json).toBe('{"x":1,"y":1}');
  expect(messageOf(() => bindText(add, ['1'], [['X-Amzn', '']]))).toBe(
    'add() got an unexpected argument "X-Amzn"; it takes x, y (optional)',
  );
});

test.each(['__proto__', 'constructor', 'toString'])('the query name %s is unexpected', (name) => {
  expect(messageOf(() => bindText(add, ['1'], [[name, '2']]))).toBe(
    `add() got an unexpected argument ${name}; it takes x, y (optional)`,
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
