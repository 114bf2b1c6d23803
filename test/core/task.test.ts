import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineTask, type Params } from '../../core/task.ts';

const run = () => null;

function parametersOf(params: Params) {
  return defineTask({ name: 'add', params, run }).parameters;
}

test('a task has its parameters in order, its defaults, and its code', () => {
  const task = defineTask({ name: 'add', params: { x: z.number(), y: z.number() }, run });

  expect(task).toMatchObject({ name: 'add', description: '', url: false, run });
  expect(task.parameters.map(({ name }) => name)).toEqual(['x', 'y']);
  expect(task.policy.maxAgeSeconds).toBe(86_400);
});

test.each(['a', 'add', 'coastal-zone', 'a1-2', 'a'.repeat(64)])('%s is a task name', (name) => {
  expect(defineTask({ name, params: {}, run }).name).toBe(name);
});

test.each(['', 'Add', '1a', '-a', 'a_b', 'a b', 'a/b', '__proto__', 'é', 'a\n', 'a'.repeat(65)])(
  '%j is no task name',
  (name) => {
    expect(() => defineTask({ name, params: {}, run })).toThrow(
      new TypeError(`Task name ${JSON.stringify(name)} does not match ^[a-z][a-z0-9-]{0,63}$`),
    );
  },
);

test.each(['', 'X', '_x', '1x', 'a-b', 'a b', 'é', 'a\n', 'a'.repeat(65)])(
  '%j is no parameter name',
  (name) => {
    expect(() => parametersOf({ [name]: z.number() })).toThrow(
      /^Task add: parameter name .* does not match /,
    );
  },
);

test.each(['a', 'xMin', 'x_min2', 'constructor', 'toString'])('%s is a parameter name', (name) => {
  expect(parametersOf({ [name]: z.number() })).toMatchObject([{ name, required: true }]);
});

test.each([
  ['a plain type', z.number(), true],
  ['a nullable one', z.number().nullable(), true],
  ['z.unknown()', z.unknown(), true],
  ['z.any()', z.any(), true],
  ['z.json()', z.json(), true],
  ['an optional one', z.number().optional(), false],
  ['a nullish one', z.number().nullish(), false],
  ['an exactly optional one', z.number().exactOptional(), false],
  ['one with a default', z.number().default(1), false],
  ['one with a default to be parsed', z.string().trim().prefault(' a '), false],
  ['one that catches', z.number().catch(1), false],
  ['an optional form in a union', z.union([z.string().optional(), z.number()]), false],
  ['z.unknown() made optional', z.unknown().optional(), false],
])('a parameter of %s is required: %2$s', (_, schema, required) => {
  expect(parametersOf({ x: schema })).toMatchObject([{ name: 'x', required }]);
});

test('a required parameter after an optional one is refused', () => {
  const params = { x: z.number().default(1), y: z.number().optional(), z: z.unknown() };

  expect(() => parametersOf(params)).toThrow(
    new TypeError('Task add: required parameter z comes after the optional parameter x'),
  );
});

test('a parameter has the JSON Schema of what it takes', () => {
  const [x, y, anything] = parametersOf({
    x: z.number().min(1).describe('How many'),
    y: z.enum(['a', 'b']).default('a'),
    z: z.unknown().optional(),
  });

  expect(x?.jsonSchema).toEqual({ type: 'number', minimum: 1, description: 'How many' });
  expect(y?.jsonSchema).toEqual({ type: 'string', enum: ['a', 'b'], default: 'a' });
  expect(anything?.jsonSchema).toEqual({});
});

test.each([
  ['a date', z.date(), /Date cannot be represented in JSON Schema/],
  ['a bigint', z.bigint(), /BigInt cannot be represented/],
  ['a map', z.map(z.string(), z.string()), /Map cannot be represented/],
  ['undefined', z.undefined(), /Undefined cannot be represented/],
  ['a class', z.instanceof(URL), /Custom types cannot be represented/],
  ['a number by coercion', z.coerce.number(), /z\.coerce takes what it should refuse/],
  ['coercion inside', z.array(z.object({ a: z.coerce.boolean() })), /z\.coerce/],
  ['optional coercion', z.coerce.string().optional(), /z\.coerce/],
  ['a transform', z.string().transform((s) => s.length), /make another value of an argument/],
  ['a transform inside', z.object({ a: z.string().transform(Number) }), /make another value/],
  ['a preprocess', z.preprocess((v) => v ?? 1, z.number()), /make another value/],
  ['a codec', z.stringbool(), /make another value/],
  ['a promise', z.promise(z.string()), /asynchronous/],
  ['an async check', z.string().refine(async () => Promise.resolve(true)), /asynchronous/],
  [
    'an async check inside',
    z.array(z.string().refine(async () => Promise.resolve(true))),
    /asynch/,
  ],
  ['a default out of bounds', z.string().min(3).default(''), /default: Too small/],
  ['a default that is no JSON', z.number().default(NaN), /default: JSON cannot hold NaN/],
  ['a default that would be trimmed', z.string().trim().default(' a'), /parsed to another value/],
])('%s is refused as a parameter', (_, schema, reason) => {
  expect(() => parametersOf({ x: schema })).toThrow(TypeError);
  expect(() => parametersOf({ x: schema })).toThrow(/^Task add: parameter x: /);
  expect(() => parametersOf({ x: schema })).toThrow(reason);
});

test.each([
  [
    'checks',
    z
      .string()
      .min(1)
      .refine((s) => s !== 'b'),
  ],
  ['checks of the text itself', z.string().trim().toLowerCase().normalize()],
  ['a pipe without a change', z.string().pipe(z.email())],
  ['a brand', z.string().brand('Country')],
  ['a recursive type', z.json()],
  ['a lazy type', z.lazy(() => z.number())],
])('a schema with %s is taken', (_, schema) => {
  expect(parametersOf({ x: schema })).toHaveLength(1);
});

test('a policy that is out of range is refused with its place', () => {
  expect(() => defineTask({ name: 'add', params: {}, policy: { retries: -1 }, run })).toThrow(
    /^Task add: policy: .*>=0[^]*retries/,
  );
});
