import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './entries.ts';

const page = readFileSync(join(root, 'docs/fronts.md'), 'utf8');

test('every test that the page on fronts names is there', () => {
  const named = [...page.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+)\)/g)];

  const missing = named.filter(
    ([, title = '', path = '']) => !readFileSync(join(root, path), 'utf8').includes(title),
  );

  expect(named.length).toBeGreaterThan(10);
  expect(missing.map(([, title]) => title)).toEqual([]);
});
