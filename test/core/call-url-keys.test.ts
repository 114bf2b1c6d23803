import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { bindArgs } from '../../core/bind.ts';
import { canonicalKeyUrl, canonicalReadUrl } from '../../core/call-url.ts';
import { TaskError } from '../../core/errors.ts';
import { createRegistry } from '../../core/registry.ts';
import { defineTask } from '../../core/task.ts';

const run = () => null;
const add = defineTask({ name: 'add', params: { x: z.number(), y: z.number() }, url: true, run });
const zone = defineTask({
  name: 'coastal-zone',
  params: { country: z.string(), km: z.number().default(10) },
  run,
});
const subtract = defineTask({ name: 'subtract', params: add.params, run });
const registry = createRegistry({ add, zone, subtract });

const bound = bindArgs(add, [1, 2], {});

test.each([
  '/v1/run/add/1/2',
  '/v1/run/add/1.0/2e0',
  '/v1/run/add?y=2&x=1',
  '/v1/run/add/1?y=%32',
  '/v1/run/%61dd/1/2#top',
  '/x/../v1/r%75n/add/./1/2?',
])('the URL that is hashed for %s is the call URL', (url) => {
  expect(canonicalKeyUrl(url, add, bound, registry)).toBe('/v1/run/add/1/2');
  expect(canonicalReadUrl(url, registry)).toBe('/v1/run/add/1/2');
});

test('one URL is hashed for an argument that is given and one that is filled in', () => {
  const filledIn = bindArgs(zone, ['Fiji'], {});

  expect(canonicalKeyUrl('/v1/run/coastal-zone/Fiji/10', zone, filledIn, registry)).toBe(
    canonicalKeyUrl('/v1/run/coastal-zone/Fiji', zone, filledIn, registry),
  );
});

test.each(['/my/zone?a=b', 'http://a.example/v1/run/add/9/9', '/v1/runs/add'])(
  'the URL that is hashed for %s, which is no call URL, is that URL',
  (url) => {
    expect(canonicalKeyUrl(url, add, bound, registry)).toBe(url);
    expect(canonicalReadUrl(url, registry)).toBe(url);
  },
);

test.each([
  [
    'other arguments',
    '/v1/run/add/1/3',
    /calls add with \{"x":1,"y":3\}, not add with \{"x":1,"y":2\}/,
  ],
  ['another task with the same arguments', '/v1/run/subtract/1/2', /calls subtract with/],
  ['another task', '/v1/run/coastal-zone/Fiji', /calls coastal-zone with .*, not add with/],
  ['any task where its own is none', '/v1/run/ad/1/2', /There is no task "ad"; did you mean add/],
  ['any call where its own is none', '/v1/run/add/1', /add\(\) is missing the argument y/],
])('a call URL is refused as the polling URL of %s', (_, url, message) => {
  expect(() => canonicalKeyUrl(url, add, bound, registry)).toThrow(
    expect.objectContaining({
      code: 'reserved-polling-url',
      message: expect.stringMatching(message),
    }),
  );
});

test('a polling URL that is none is refused for what it is', () => {
  expect(() => canonicalKeyUrl('//a', add, bound, registry)).toThrow(
    expect.objectContaining({ code: 'invalid-polling-url' }),
  );
});

test('a call URL that is too long once it is written anew is no polling URL', () => {
  const country = '!'.repeat(1000);
  const long = bindArgs(zone, [country], {});

  expect(() => canonicalKeyUrl(`/v1/run/coastal-zone/${country}`, zone, long, registry)).toThrow(
    expect.objectContaining({ code: 'invalid-polling-url' }),
  );
});

test('the URL that is read by any text under /v1/run/ is its own, or the text is refused', () => {
  const piece = fc.constantFrom(
    ...['/', '//', 'add/', 'coastal-zone/', '1', '2', '?', '&', '=', 'x', 'y', 'country', '%2F'],
    ...['..', '%FF', '"', '{}', '[1]', 'true', '#', '+', 'é', 'X-Amz-Date=', '__proto__'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const url = readUrlOrCode(`/v1/run/${pieces.join('')}`);
      if (url.startsWith('/')) expect(canonicalReadUrl(url, registry)).toBe(url);
      else expect(['invalid-polling-url', 'unknown-task', 'invalid-arguments']).toContain(url);
    }),
    { numRuns: 1000 },
  );
});

test('a read by a call URL is refused as the call would be', () => {
  expect(() => canonicalReadUrl('/v1/run/ad/1/2', registry)).toThrow(
    expect.objectContaining({ code: 'unknown-task' }),
  );
  expect(() => canonicalReadUrl('/v1/run/add/1', registry)).toThrow(
    expect.objectContaining({ code: 'invalid-arguments' }),
  );
});

function readUrlOrCode(text: string): string {
  try {
    return canonicalReadUrl(text, registry);
  } catch (error) {
    if (error instanceof TaskError) return error.code;
    throw error;
  }
}
