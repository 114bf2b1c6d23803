import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles } from '../house/project-files.ts';
import { root } from './entries.ts';

const documents = projectFiles().filter(({ path }) => path.endsWith('.md'));

function named(command: RegExp): { path: string; name: string }[] {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(command)].map(([, name = '']) => ({ path, name })),
  );
}

test('every npm script that the documents name is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  const asked = [...named(/\bnpm run (?:--silent )?([\w:-]+)/g), ...named(/\bnpm (start|test)\b/g)];

  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ name }) => !(name in scripts))).toEqual([]);
});

test('every program, test and folder that the documents have run is there', () => {
  const asked = [
    ...named(/\bnpx node ([\w.-]+\/[\w./-]+\.ts)\b/g),
    ...named(/\bnpm test -- ([\w./]+)/g),
    ...named(/\bnpx vitest run ([\w./]+)/g),
  ];

  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
});
