import { describe, expect, test } from 'vitest';
import type { Chance } from '../../core/ports.ts';
import { systemChance } from '../../lambdas/adapters/random-chance.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createFixedChance } from '../fakes/fixed-chance.ts';

chanceContract('the system', systemChance);
chanceContract('a seed', createFixedChance());

function chanceContract(name: string, chance: Chance): void {
  describe(`${name} as chance`, () => {
    test.each([
      [8, 11],
      [16, 22],
      [32, 43],
    ])('makes ids of %d bytes in %d characters that may stand in a URL', (bytes, characters) => {
      expect(chance.id(bytes)).toMatch(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`));
    });

    test('makes no id twice', () => {
      const ids = Array.from({ length: 1000 }, () => chance.id(16));

      expect(new Set(ids).size).toBe(1000);
    });

    test('draws fractions evenly from 0 to 1', () => {
      const fractions = Array.from({ length: 10_000 }, () => chance.fraction());

      expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...fractions)).toBeLessThan(1);
      // Each tenth holds 1000 with a standard deviation of 30.
      for (let tenth = 0; tenth < 10; tenth += 1) {
        const held = fractions.filter((fraction) => Math.floor(fraction * 10) === tenth).length;
        expect(Math.abs(held - 1000)).toBeLessThan(200);
      }
    });
  });
}

test('one seed makes one sequence', () => {
  const draw = (chance: Chance) => [chance.id(16), chance.fraction(), chance.id(8)];

  expect(draw(createFixedChance(7))).toEqual(draw(createFixedChance(7)));
  expect(draw(createFixedChance(7))).not.toEqual(draw(createFixedChance(8)));
});

test('a digest is SHA-256 of the UTF-8 bytes, as base64url', () => {
  // FIPS 180-4's example, and printf 'ä🌍' | openssl dgst -sha256 -binary | basenc --base64url
  expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(sha256('ä🌍')).toBe('B1tDxjwZLqhiVqK509-7cll4HF12we4C9rQZmVdWHq4');
});
