import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultJson } from '../../lambdas/worker/result-json.ts';

test('what JSON holds is written as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(resultJson(value)).toBe(JSON.stringify(value));
    }),
  );
});

test('a value that JSON cannot hold is refused wherever it stands', () => {
  const bad = fc.constantFrom(NaN, Infinity, 1n, Symbol('s'), () => 1, new Map(), /x/);
  fc.assert(
    fc.property(bad, fc.jsonValue(), fc.jsonValue(), fc.nat(3), (value, a, b, depth) => {
      let holder: unknown = value;
      for (let level = 0; level < depth; level += 1) holder = { a, list: [b, holder, a], b };

      const path = `$${'.list[1]'.repeat(depth)}`;
      expect(() => resultJson(holder)).toThrow(` at ${path}, `);
    }),
  );
});

test.for<[string, unknown, string]>([
  ['NaN', { area: NaN }, 'NaN at $.area'],
  ['minus infinity', [[-Infinity]], '-Infinity at $[0][0]'],
  ['a bigint', { 'sea level': 1n }, 'a bigint at $["sea level"]'],
  ['a function', () => 1, 'a function at $'],
  ['a symbol', { a: Symbol('a') }, 'a symbol at $.a'],
  ['a hole', new Array(1), 'undefined at $[0]'],
  ['a Map', { byName: new Map() }, 'an object of type Map at $.byName'],
  ['typed numbers', { grid: new Float64Array(2) }, 'an object of type Float64Array at $.grid'],
  ['a forgotten await', { area: Promise.resolve(1) }, 'an object of type Promise at $.area'],
  ['an error', { cause: new Error('x') }, 'an object of type Error at $.cause'],
  ['an invalid date', { at: new Date(NaN) }, 'an invalid date at $.at'],
  ['a cycle', cycle(), 'an object that holds itself at $.inner.ring'],
  ['what toJSON makes of itself', { toJSON: () => ({ a: NaN }) }, 'NaN at $.a'],
])('%s is refused by its place', ([, value, message]) => {
  expect(() => resultJson(value)).toThrow(message);
});

test.for<[string, unknown, string]>([
  ['nothing at all', undefined, 'null'],
  ['an undefined property', { a: undefined, b: 1 }, '{"b":1}'],
  ['a date', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['a class instance', instance(), '{"x":1}'],
  ['the same object twice', twice(), '[{"x":1},{"y":{"x":1}}]'],
  ['a lone surrogate', '\ud800', String.raw`"\ud800"`],
])('%s is written as JSON has it', ([, value, json]) => {
  expect(resultJson(value)).toBe(json);
});

test('a getter or a depth that JSON.stringify fails on is named as the reason', () => {
  const opaque = {
    get area(): number {
      throw new Error('not measured');
    },
  };
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];

  expect(() => resultJson(opaque)).toThrow('cannot be written as JSON: not measured');
  expect(() => resultJson(deep)).toThrow('cannot be written as JSON');
});

function instance(): unknown {
  class Point {
    x = 1;
  }
  return new Point();
}

function cycle(): unknown {
  const ring: Record<string, unknown> = {};
  ring['inner'] = { ring };
  return ring;
}

function twice(): unknown {
  const shared = { x: 1 };
  return [shared, { y: shared }];
}
