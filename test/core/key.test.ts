import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf, keyOf, parseTaskId, taskIdOf } from '../../core/key.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

test('a key and a digest are 43 characters of base64url', () => {
  expect(keyOf(sha256, '', '/a')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(digestOf(sha256, 'add', '{}')).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('a key stays what it is: the tables of older versions are found by it', () => {
  const text = '19:madrona-async/key/10:4:/a/b';

  expect(keyOf(sha256, '', '/a/b')).toBe(sha256(text));
});

test('no two tenants and URLs are hashed as one text', () => {
  const identity = (text: string) => text;
  const text = fc.string({ unit: fc.constantFrom('0', '1', ':', 'a', '/') });
  fc.assert(
    fc.property(text, text, text, text, (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(keyOf(identity, a, b)).not.toBe(keyOf(identity, c, d));
    }),
  );
});

test('a tenant that ends as a URL begins shares no key with another', () => {
  const identity = (text: string) => text;
  const text = fc.string({ minLength: 1, unit: fc.constantFrom('0', '1', ':', 'a', '/') });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, one, other) => {
      const [first, second] = [one % (whole.length + 1), other % (whole.length + 1)];
      fc.pre(first !== second);
      const keyAt = (cut: number) => keyOf(identity, whole.slice(0, cut), whole.slice(cut));
      expect(keyAt(first)).not.toBe(keyAt(second));
    }),
  );
});

test('a digest is never a key of the same fields', () => {
  expect(digestOf(sha256, 'a', 'b')).not.toBe(keyOf(sha256, 'a', 'b'));
});

test('a digest tells tasks and arguments apart', () => {
  const digests = [
    digestOf(sha256, 'add', '{"x":1}'),
    digestOf(sha256, 'add', '{"x":2}'),
    digestOf(sha256, 'sub', '{"x":1}'),
  ];

  expect(new Set(digests).size).toBe(3);
});

test('a task ID is key and run, and is read back as these', () => {
  const key = 'k'.repeat(42) + '_';
  const run = 'r'.repeat(21) + '-';

  expect(taskIdOf(key, run)).toBe(`${key}.${run}`);
  expect(parseTaskId(taskIdOf(key, run))).toEqual({ key, run });
});

test('a task ID is taken as it is written, its last characters too', () => {
  // base64url of 32 and of 16 bytes leaves bits of the last character unused.
  const ids = ['A', 'B'].map((last) => `${'A'.repeat(42)}${last}.${'A'.repeat(22)}`);

  expect(ids.map((id) => parseTaskId(id)?.key.at(-1))).toEqual(['A', 'B']);
});

const id = `${'k'.repeat(43)}.${'r'.repeat(22)}`;

test.each([
  ['nothing', ''],
  ['a key alone', 'k'.repeat(43)],
  ['too short a run', id.slice(0, -1)],
  ['too long a run', `${id}r`],
  ['too short a key', id.slice(1)],
  ['a line break after it', `${id}\n`],
  ['a space before it', ` ${id}`],
  ['padding', `${id.slice(0, -1)}=`],
  ['plain base64', id.replace('k', '+')],
  ['a third part', `${id}.r`],
  ['a percent sign', id.replace('kkk', '%6b')],
  ['letters outside ASCII', id.replace('k', 'ĸ')],
])('a text with %s is no task ID', (_, text) => {
  expect(parseTaskId(text)).toBeUndefined();
});
