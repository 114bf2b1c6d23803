import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bindArgs } from '../../core/bind.ts';
import { callUrlOf, canonicalReadUrl, parseCallUrl } from '../../core/call-url.ts';
import { canonicalPollingUrl } from '../../core/polling-url.ts';
import { createRegistry } from '../../core/registry.ts';
import { defineTask } from '../../core/task.ts';

const run = () => null;
const add = defineTask({ name: 'add', params: { x: z.number(), y: z.number() }, url: true, run });
const zone = defineTask({
  name: 'coastal-zone',
  params: { country: z.string(), km: z.number().default(10), note: z.string().optional() },
  run,
});
const mixed = defineTask({
  name: 'mixed',
  params: {
    text: z.string(),
    either: z.union([z.string(), z.number()]),
    json: z.json(),
    flag: z.boolean(),
    last: z.string().nullish(),
  },
  run,
});
const registry = createRegistry({ add, zone, mixed });

describe('the call URL', () => {
  test('holds its arguments as segments, defaults too', () => {
    expect(callUrlOf(add, { x: 1, y: -2.5 })).toBe('/v1/run/add/1/-2.5');
    expect(callUrlOf(zone, { country: 'Fiji', km: 10 })).toBe('/v1/run/coastal-zone/Fiji/10');
  });

  test('of a task without arguments ends with its name', () => {
    const task = defineTask({ name: 'tick', params: {}, run });

    expect(callUrlOf(task, {})).toBe('/v1/run/tick');
  });

  test.each([
    ['', '?country=&km=1'],
    ['.', '?country=.&km=1'],
    ['..', '?country=..&km=1'],
    ['a/b', '?country=a%2Fb&km=1'],
    ['a?b', '?country=a%3Fb&km=1'],
    ['%2e', '?country=%252e&km=1'],
    ['...', '/.../1'],
    ["a b+c'!()*", '/a%20b%2Bc%27%21%28%29%2A/1'],
    ['é', '/%C3%A9/1'],
    ['X-Amz-Date', '/X-Amz-Date/1'],
  ])('gives the argument %j as %s', (country, rest) => {
    expect(callUrlOf(zone, { country, km: 1 })).toBe(`/v1/run/coastal-zone${rest}`);
  });

  test('goes on by name after the first argument that no segment can hold', () => {
    const values = { text: 'a', either: '/', json: [1, { b: 'c' }], flag: true };

    expect(callUrlOf(mixed, values)).toBe(
      '/v1/run/mixed/a?either=%22%2F%22&json=%5B1%2C%7B%22b%22%3A%22c%22%7D%5D&flag=true',
    );
  });

  test('goes on by name after an argument that is not given', () => {
    const task = defineTask({
      name: 'pick',
      params: { a: z.string().optional(), b: z.string().optional() },
      run,
    });

    expect(callUrlOf(task, { b: 'c' })).toBe('/v1/run/pick?b=c');
  });

  test('does not take what every object has for an argument', () => {
    const task = defineTask({
      name: 'odd',
      params: { constructor: z.string().optional(), toString: z.string().optional() },
      run,
    });

    expect(callUrlOf(task, {})).toBe('/v1/run/odd');
  });

  test('tells a string from a number where a parameter takes both', () => {
    const values = { text: '12', json: null, flag: false };

    expect(callUrlOf(mixed, { ...values, either: '12' })).toContain('/12/%2212%22/');
    expect(callUrlOf(mixed, { ...values, either: 12 })).toContain('/12/12/');
  });

  test('has at most 2,048 bytes', () => {
    const fixed = '/v1/run/coastal-zone//1'.length;

    expect(callUrlOf(zone, { country: 'a'.repeat(2048 - fixed), km: 1 })).toHaveLength(2048);
    expect(() => callUrlOf(zone, { country: 'a'.repeat(2049 - fixed), km: 1 })).toThrow(
      expect.objectContaining({
        code: 'url-too-long',
        message: expect.stringMatching(/2049 bytes.*at most 2048.*POST/),
      }),
    );
  });

  const text = fc.oneof(
    fc.constantFrom('', '.', '..', '/', '12', '"12"', 'true', 'null', '+', '%', '?', '#', '&', '='),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  const values = fc.record(
    {
      text,
      either: fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })),
      // A member called __proto__ is refused.
      json: fc
        .jsonValue({ maxDepth: 2 })
        .filter((json) => !JSON.stringify(json).includes('"__pro')),
      flag: fc.boolean(),
      last: fc.option(text),
    },
    { requiredKeys: ['text', 'either', 'json', 'flag'] },
  );

  test('is read back as the arguments that it was made of', () => {
    fc.assert(
      fc.property(values, (given) => {
        const bound = bindArgs(mixed, [], given);
        const url = callUrlOf(mixed, bound.values);

        expect(parseCallUrl(url, registry)?.bound.json).toBe(bound.json);
        expect(parseCallUrl(url, registry)?.task).toBe(mixed);
      }),
      { numRuns: 500 },
    );
  });

  test('is its own canonical form, as a polling URL and as a call', () => {
    fc.assert(
      fc.property(values, (given) => {
        const url = callUrlOf(mixed, bindArgs(mixed, [], given).values);

        expect(canonicalPollingUrl(url)).toBe(url);
        expect(canonicalReadUrl(url, registry)).toBe(url);
      }),
    );
  });
});

describe('parsing', () => {
  test.each([
    '/',
    '/v1/run',
    '/v1/run?x=1',
    '/V1/run/add/1/2',
    '/v1%2Frun/add/1/2',
    'http://a/v1/run/add',
  ])('%s is no call URL', (url) => {
    expect(parseCallUrl(url, registry)).toBeUndefined();
  });

  test.each([
    ['/v1/run/nowhere', 'unknown-task', /nowhere/],
    ['/v1/run/', 'unknown-task', /There is no task ""/],
    ['/v1/run/__proto__', 'unknown-task', /__proto__/],
    ['/v1/run/constructor/1', 'unknown-task', /constructor/],
    ['/v1/run/a%FFd', 'unknown-task', /There is no task "a%FFd"/],
    ['/v1/run/add/1', 'invalid-arguments', /missing the argument y/],
    ['/v1/run/add/1/2/', 'invalid-arguments', /segment 3 after the task is empty/],
    ['/v1/run/add/1//2', 'invalid-arguments', /segment 2 after the task is empty/],
    ['/v1/run/add?x=1&x=1&y=2', 'invalid-arguments', /argument x twice/],
    ['/v1/run/add/%FF/2', 'invalid-arguments', /%FF is no UTF-8 text/],
    ['/v1/run/add/1/2?%FF=1', 'invalid-arguments', /%FF is no UTF-8 text/],
    ['/v1/run/add/1/2?=3', 'invalid-arguments', /unexpected argument ""/],
    ['/v1/run/add/1/2?x+y=3', 'invalid-arguments', /unexpected argument "x\+y"/],
  ])('%s is refused', (url, code, message) => {
    expect(() => parseCallUrl(url, registry)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test.each([
    ['a + is no space', '/v1/run/coastal-zone/a+b', 'a+b'],
    ['%20 is a space', '/v1/run/coastal-zone/a%20b', 'a b'],
    ['an encoded slash is no separator', '/v1/run/coastal-zone/a%2Fb', 'a/b'],
    ['an encoded & and = are no separators', '/v1/run/coastal-zone?country=a%26b%3Dc', 'a&b=c'],
    ['a second = belongs to the value', '/v1/run/coastal-zone?country=a=b', 'a=b'],
    ['an encoded name is that name', '/v1/run/coastal-zone?c%6Funtry=a', 'a'],
    ['a name without = is given empty', '/v1/run/coastal-zone?country', ''],
    ['an empty pair is nothing', '/v1/run/coastal-zone?&country=a&', 'a'],
  ])('%s', (_, url, country) => {
    expect(parseCallUrl(url, registry)?.bound.values).toEqual({ country, km: 10 });
  });
});
