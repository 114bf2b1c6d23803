import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiFolder, writeApiPages } from './api-pages.ts';

let folder: string;
let wrong: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madrona-api-pages-'));
  wrong = await writeApiPages(folder);
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

test('all that the package exports says what it is for, and its links lead somewhere', () => {
  expect(wrong).toEqual([]);
});

test('the API pages are what the sources say: npm run api-docs writes them', async () => {
  expect(await pagesIn(apiFolder)).toEqual(await pagesIn(folder));
});

async function pagesIn(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}
