import { expect, test } from 'vitest';
import { exampleCalls } from '../../local/example-calls.ts';

interface Parameter {
  name: string;
  required: boolean;
  schema: Record<string, unknown>;
}

/** What `/v1/definitions` says of a task. */
function task(name: string, schema: Record<string, unknown>, { url = true, required = true } = {}) {
  const parameter: Parameter = { name: 'given', required, schema };
  return { name, url, parameters: [parameter] };
}

const number = { type: 'number' };

test('a task that may be begun by its URL is called so, and another one is posted', () => {
  const tasks = [task('a', number, { url: false }), task('b', number), task('c', number)];

  expect(exampleCalls({ tasks })).toEqual({
    byUrl: { task: 'b', kwargs: { given: 2 } },
    posted: { task: 'a', kwargs: { given: 2 } },
  });
});

test('a task that takes numbers goes before one that may not know a text', () => {
  const tasks = [task('a', { type: 'string' }), task('b', number)];

  expect(exampleCalls({ tasks }).byUrl?.task).toBe('b');
});

test('the only task is shown both ways, and none in no way', () => {
  const tasks = [task('a', number)];

  expect(exampleCalls({ tasks })).toMatchObject({ byUrl: { task: 'a' }, posted: { task: 'a' } });
  expect(exampleCalls({ tasks: [] })).toEqual({});
});

test.each([
  [{ type: 'number', minimum: 5 }, 5],
  [{ type: 'integer', maximum: 1 }, 1],
  [{ type: 'number', exclusiveMinimum: 0 }, 2],
  [{ type: 'number', exclusiveMaximum: 0 }, -1],
  [{ type: 'string', maxLength: 100 }, 'text'],
  [{ type: 'boolean' }, true],
  [{ type: 'string', enum: ['coarse', 'fine'] }, 'coarse'],
])('an argument of %j is %j', (schema, given) => {
  expect(exampleCalls({ tasks: [task('a', schema)] }).byUrl?.kwargs).toEqual({ given });
});

test.each([
  { type: 'string', pattern: '^[A-Z]{2}$' },
  { type: 'string', minLength: 5 },
  { type: 'integer', minimum: 2.5 },
  { type: 'number', minimum: 2, exclusiveMaximum: 3, exclusiveMinimum: 1.5 },
  { type: 'number', multipleOf: 0.5 },
  { type: 'object' },
  { anyOf: [number, { type: 'null' }] },
])('nothing is guessed for %j', (schema) => {
  expect(exampleCalls({ tasks: [task('a', schema)] })).toEqual({});
});

test('what need not be given is not', () => {
  const tasks = [task('a', { type: 'object' }, { required: false })];

  expect(exampleCalls({ tasks }).byUrl?.kwargs).toEqual({});
});
