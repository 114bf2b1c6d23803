import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiJson, canonicalJson } from '../../core/canonical-json.ts';

const json = fc.json({ stringUnit: 'binary' });

test('the example of RFC 8785 §3.2.2 has the form given there', () => {
  const value: unknown = JSON.parse(
    String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`,
  );

  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
      String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('keys stand in the order of their UTF-16 code units, as in RFC 8785 §3.2.3', () => {
  const value = { '€': 4, '\r': 0, '\ufb33': 6, 1: 1, '😀': 5, '\u0080': 2, ö: 3 };

  expect(canonicalJson(value)).toBe('{"\\r":0,"1":1,"\u0080":2,"ö":3,"€":4,"😀":5,"\ufb33":6}');
});

test.each([
  [-0, '0'],
  [5e-324, '5e-324'],
  [1.7976931348623157e308, '1.7976931348623157e+308'],
  [9007199254740992, '9007199254740992'],
  [1e21, '1e+21'],
  [999999999999999900000, '999999999999999900000'],
  [0.000001, '0.000001'],
  [1e-7, '1e-7'],
])('the number %d is written %s', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('what is written is read back as the value that any JSON writer would have written', () => {
  fc.assert(
    fc.property(json, (text) => {
      const value: unknown = JSON.parse(text);
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('one value has one text, whatever the order of its keys', () => {
  const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.integer()), {
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(entries, (pairs) => {
      const written = canonicalJson(Object.fromEntries(pairs));
      expect(canonicalJson(Object.fromEntries(pairs.toReversed()))).toBe(written);
      expect(canonicalJson(JSON.parse(written))).toBe(written);
    }),
  );
});

test('__proto__ is a key like any other, both ways', () => {
  const text = '{"__proto__":{"x":1},"constructor":2,"toString":null}';

  expect(canonicalJson(JSON.parse(text))).toBe(text);
});

test('an object without a prototype is written like any other', () => {
  expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
});

test('an object that stands in two places is no cycle', () => {
  const shared = { a: 1 };

  expect(canonicalJson([shared, { shared }])).toBe('[{"a":1},{"shared":{"a":1}}]');
});

class Point {
  x = 1;
}

test.each([
  ['undefined', undefined, '$: JSON cannot hold undefined'],
  ['undefined in an array', [1, undefined], '$[1]: JSON cannot hold undefined'],
  ['a hole', [1, , 2], '$[1]: JSON cannot hold undefined'],
  ['undefined in an object', { a: undefined }, '$.a: JSON cannot hold undefined'],
  ['a function', { a: [0, 1, 2, () => 1] }, '$.a[3]: JSON cannot hold a function'],
  ['a symbol', { 'a b': Symbol('s') }, '$["a b"]: JSON cannot hold a symbol'],
  ['a bigint', { a: 1n }, '$.a: JSON cannot hold a bigint'],
  ['NaN', { a: { b: NaN } }, '$.a.b: JSON cannot hold NaN'],
  ['an infinity', [-Infinity], '$[0]: JSON cannot hold -Infinity'],
  ['a lone surrogate', ['\ud83d'], '$[0]: JSON cannot hold a lone surrogate'],
  ['a lone surrogate in a key', { '\ude00': 1 }, '$: JSON cannot hold a lone surrogate'],
  ['a date', { at: new Date(0) }, '$.at: JSON cannot hold an object of class Date'],
  ['a map', new Map(), '$: JSON cannot hold an object of class Map'],
  ['a boxed number', [Object(1)], '$[0]: JSON cannot hold an object of class Number'],
  ['an object of a class', new Point(), '$: JSON cannot hold an object of class Point'],
  ['an inherited value', Object.create({ a: 1 }), '$: JSON cannot hold an object of class Object'],
])('%s is refused, and its place is named', (_, value, message) => {
  expect(() => canonicalJson(value)).toThrow(new TypeError(message));
});

test('a cycle is refused where it closes', () => {
  const a: Record<string, unknown> = {};
  a['b'] = [a];

  expect(() => canonicalJson(a)).toThrow(new TypeError('$.b[0]: JSON cannot hold a cycle'));
});

test('more than 500 levels are refused with a short message, however deep they go', () => {
  expect(canonicalJson(nested(500))).toHaveLength(1000);
  expect(() => canonicalJson(nested(501))).toThrow(/^\$(\[0\])+.{0,3}…: .* more than 500 levels$/);
  expect(() => canonicalJson(nested(100_000))).toThrow(/^.{0,250}$/);
});

test('a fault is named from the root that is given', () => {
  expect(() => canonicalJson([NaN], 'y')).toThrow('y[0]: JSON cannot hold NaN');
});

test('ASCII JSON is ASCII, and the same JSON', () => {
  expect(asciiJson('{"ü":"€😀\\n"}')).toBe(String.raw`{"\u00fc":"\u20ac\ud83d\ude00\n"}`);
  fc.assert(
    fc.property(json, (text) => {
      const ascii = asciiJson(text);
      expect(ascii).toMatch(/^[\x20-\x7f]*$/);
      expect(JSON.parse(ascii)).toEqual(JSON.parse(text));
    }),
  );
});

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}
