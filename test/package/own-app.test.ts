import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'examples/own-app');

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

test('the README shows the files of examples/own-app as they are', () => {
  const readme = read(root, 'README.md');
  const modules = readme.matchAll(/^```ts\n\/\/ (\w+\.ts)\n(.*?)^```$/gms);
  const others = readme.matchAll(/^`([\w.]+)`:\n\n```\w+\n(.*?)^```$/gms);

  const shown = [...modules, ...others].map(([, name = '', text = '']) => [name, text]);

  const files = readdirSync(example).map((name) => [name, read(example, name)]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(files));
});

test('it takes the same packages as this project', () => {
  type Manifest = Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const own = JSON.parse(read(example, 'package.json')) as Manifest;
  const { version, ...ours } = JSON.parse(read(root, 'package.json')) as Manifest & {
    version: string;
  };

  const { 'madrona-async': tarball, ...others } = { ...own.dependencies, ...own.devDependencies };

  expect(tarball).toBe(`file:madrona-async-${version}.tgz`);
  expect({ ...ours.dependencies, ...ours.devDependencies }).toMatchObject(others);
});
