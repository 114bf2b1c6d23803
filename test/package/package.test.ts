import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import ts from 'typescript';
import { functionEntries } from '../../infra/function-entries.ts';
import { readEntries } from '../docs/entries.ts';
import { importsOf } from '../house/imports-of.ts';
import { pack, type Packed } from './packed.ts';

const root = join(import.meta.dirname, '../..');

let packed: Packed;
beforeAll(() => {
  packed = pack();
});
afterAll(() => packed.remove());

test('publint finds nothing to say', () => {
  expect(tool('publint', 'run', packed.tarball, '--strict')).toContain('All good!');
});

test('the types of each entry are found by all who can import it', () => {
  expect(() => tool('attw', packed.tarball, '--profile', 'esm-only')).not.toThrow();
});

/** The packages that each entry needs. */
const entries: Record<string, string[]> = {
  'madrona-async': ['zod'],
  'madrona-async/client': [],
  'madrona-async/client/direct': [
    ...['@aws-sdk/client-dynamodb', '@aws-sdk/client-sqs', '@aws-sdk/lib-dynamodb', 'zod'],
  ],
  'madrona-async/client/sigv4': ['@smithy/core', '@smithy/signature-v4'],
  'madrona-async/infra': ['aws-cdk-lib', 'constructs', 'esbuild', 'zod'],
};

test.each(Object.entries(entries))('%s can be imported beside %j alone', (name, packages) => {
  const cwd = packed.projectWith(packages);

  const script = `console.log(Object.keys(await import('${name}')).length > 0)`;
  const args = ['--input-type=module', '-e', script];
  const said = execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });

  expect(said).toBe('true\n');
});

test('nothing else can be imported', () => {
  const names = Object.keys(manifest().exports).filter((name) => name !== './package.json');

  expect(names.map((name) => posix.join('madrona-async', name)).sort()).toEqual(
    Object.keys(entries).sort(),
  );
});

test('while it is worked on, each entry leads to its source', () => {
  const { paths } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config
    .compilerOptions;

  const sources = readEntries().map(({ specifier, source }) => [specifier, [`./${source}`]]);

  expect(paths).toEqual(Object.fromEntries(sources));
});

test('every module is there for one that is imported, started, bundled or forked', () => {
  const modules = packed.files.filter(isModule);
  const reached = new Set(starts());
  for (const path of reached) for (const next of importedBy(path)) reached.add(next);

  expect(modules.sort()).toEqual([...reached].sort());
});

test('all else are types of what is imported, and files that say what this is', () => {
  const isType = /^dist\/(core|infra|client)\/[a-z0-9-]+\.d\.ts$/;

  const others = packed.files.filter((path) => !isModule(path) && !isType.test(path));

  expect(others.sort()).toEqual(['LICENSE', 'NOTICE', 'README.md', 'package.json']);
});

test('all types are there that the types of an entry lead to', () => {
  const reached = new Set(Object.values(manifest().exports).filter(isModule).map(typesOf));
  for (const path of reached) {
    if (packed.files.includes(path)) for (const next of typesBehind(path)) reached.add(next);
  }

  expect([...reached].filter((path) => !packed.files.includes(path))).toEqual([]);
});

function typesOf(path: string): string {
  return posix.normalize(path).replace(/\.[jt]s$/, '.d.ts');
}

function typesBehind(path: string): string[] {
  return importsOf({ path, text: packed.textOf(path) }).flatMap(({ specifier }) =>
    specifier?.startsWith('.') ? [typesOf(posix.join(posix.dirname(path), specifier))] : [],
  );
}

function starts(): string[] {
  const { exports, bin } = manifest();
  const bundled = Object.values(functionEntries).flatMap((made) => [
    ...Object.values(made.entries),
    ...('standIns' in made ? Object.values(made.standIns) : []),
  ]);
  return [
    ...Object.values({ ...exports, ...bin }).map((path) => posix.normalize(path)),
    ...bundled.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`),
    'dist/local/functions/runtime.js',
  ].filter(isModule);
}

/** By the source of it, so that modules which hold types alone are reached as well. */
function importedBy(path: string): string[] {
  const source = path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
  const text = readFileSync(join(root, source), 'utf8');
  return importsOf({ path: source, text }).flatMap(({ specifier }) =>
    specifier?.startsWith('.')
      ? [posix.join(posix.dirname(path), specifier.replace(/\.ts$/, '.js'))]
      : [],
  );
}

function isModule(path: string): boolean {
  return /^dist\/.*\.(m?js|json)$/.test(path);
}

function manifest(): { exports: Record<string, string>; bin?: Record<string, string> } {
  return JSON.parse(packed.textOf('package.json'));
}

function tool(name: string, ...args: string[]): string {
  const path = join(root, 'node_modules/.bin', name);
  return execFileSync(path, args, { encoding: 'utf8' });
}
