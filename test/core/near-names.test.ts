import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearNames } from '../../core/near-names.ts';

const countries = [
  'Fiji',
  'Finland',
  'France',
  'Germany',
  'Papua New Guinea',
  'Guinea',
  'Côte d’Ivoire',
];

test.each([
  ['Figi', ['Fiji']],
  ['fiji', ['Fiji']],
  ['Germny', ['Germany']],
  ['Frnace', ['France']],
  ['Cote d’Ivoire', ['Côte d’Ivoire']],
  ['Ger', ['Germany']],
  ['guinea', ['Guinea', 'Papua New Guinea']],
  ['Atlantis', []],
  ['', []],
])('%j is near %j', (asked, near) => {
  expect(nearNames(asked, countries)).toEqual(near);
});

test('at most three names are near, nearest first', () => {
  expect(nearNames('abcd', ['abcdxx', 'abzz', 'abcz', 'abcd', 'abxd'])).toEqual([
    'abcd',
    'abcdxx',
    'abcz',
  ]);
});

test('a name of characters beyond 16 bits is as far away as any other', () => {
  expect(nearNames('😀😀😀', ['😀😀😁'])).toEqual(['😀😀😁']);
  expect(nearNames('xyz', ['😀😁😂'])).toEqual([]);
});

test('near names are known ones, each at most once', () => {
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(fc.string()), (asked, known) => {
      const near = nearNames(asked, known);
      expect(known).toEqual(expect.arrayContaining(near));
      expect(new Set(near).size).toBe(near.length);
      expect(near.length).toBeLessThanOrEqual(3);
    }),
  );
});

test('a known name is the first of its own near names', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 100 }), {
        minLength: 1,
        comparator: (a, b) => a.toLowerCase() === b.toLowerCase(),
      }),
      (known) => {
        const [name = ''] = known;
        expect(nearNames(name, known)[0]).toBe(name);
      },
    ),
  );
});
