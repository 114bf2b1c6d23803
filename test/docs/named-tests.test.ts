import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deviations } from '../deployed/deviations.ts';
import { root } from './entries.ts';

test.each(['fronts.md', 'emulators.md', 'http.md', 'testing.md'])(
  'every test that docs/%s names is there',
  (file) => {
    const page = readFileSync(join(root, 'docs', file), 'utf8');
    const named = [...page.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+)\)/g)];

    const missing = named.filter(
      ([, title = '', path = '']) => !readFileSync(join(root, path), 'utf8').includes(title),
    );

    expect(named.length).toBeGreaterThan(9);
    expect(missing.map(([, title]) => title)).toEqual([]);
  },
);

test('docs/emulators.md has a row for each deviation that tests are told of', () => {
  const page = readFileSync(join(root, 'docs/emulators.md'), 'utf8');

  for (const name of deviations) expect(page).toContain(`| \`${name}\`: `);
});
