import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle, type BundledFile, type BundleProps } from '../../infra/bundle.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bundle-test-'));
const reExport = `export * from '#tasks';`;
afterAll(() => rmSync(scratch, { recursive: true }));

describe('a bundle', () => {
  it('takes the module that it is given for #tasks', () => {
    const root = project({ 'handler.ts': reExport, 'my/tasks.ts': 'export const mine = 42;' });

    const files = bundleOf(root, { tasks: 'my/tasks.ts' });

    expect(evaluate(files, 'bundled.mine')).toBe(42);
  });

  it('is the same bytes wherever its sources lie', () => {
    const sources = {
      'handler.ts': reExport,
      'tasks.ts': `export const run = async () => (await import('./lazy.ts')).lazy;`,
      'lazy.ts': 'export const lazy: string = new Error().stack ?? "";',
    };
    const near = project(sources);
    const far = project(sources, 'much/further/down');

    expect(bundleOf(far)).toEqual(bundleOf(near));
  });

  it('has a source map beside each module, which names its sources from the root', () => {
    const root = project({ 'handler.ts': reExport, 'tasks.ts': 'export const one = 1;' });

    const files = bundleOf(root);

    expect(pathsOf(files)).toEqual(['handler.mjs', 'handler.mjs.map']);
    expect(textOf(files, 'handler.mjs')).toContain('//# sourceMappingURL=handler.mjs.map');
    expect(JSON.parse(textOf(files, 'handler.mjs.map'))).toMatchObject({ sources: ['tasks.ts'] });
  });

  it('holds every entry under the name that it was given', () => {
    const root = project({
      'handler.ts': reExport,
      'src/thread.ts': `export const thread = 'its own';`,
      'tasks.ts': 'export const one = 1;',
    });

    const files = bundleOf(root, { entries: { handler: 'handler.ts', beside: 'src/thread.ts' } });

    expect(evaluate(files, 'bundled.thread', 'beside.mjs')).toBe('its own');
  });

  it('runs packages that are CommonJS and require what Node has', () => {
    const root = project({
      'handler.ts': `import old from 'old'; export const joined = old('a', 'b');`,
      'tasks.ts': 'export {};',
      'node_modules/old/index.js': `module.exports = require('path').posix.join;`,
    });

    expect(evaluate(bundleOf(root), 'bundled.joined')).toBe('a/b');
  });

  it('is refused where something that it imports is not there', () => {
    const root = project({ 'handler.ts': `export * from './gone.ts';`, 'tasks.ts': 'export {};' });

    expect(() => bundleOf(root)).toThrow('gone.ts');
  });
});

describe('a function that runs no tasks', () => {
  const root = project({
    'handler.ts': `export * from '#tasks'; export const own = async () => (await import('lazy-sdk')).part;`,
    'tasks.ts': `export { task } from './task.ts';`,
    'task.ts': `export const name = 'task'; export const task = async () => (await import('heavy')).weight;`,
    'node_modules/heavy/index.js': `export const weight = 'a tonne';`,
    'node_modules/lazy-sdk/index.js': `export const part = 'needed now and then';`,
  });

  it('does not have what its tasks import lazily', () => {
    const files = bundleOf(root, { runsTasks: false });

    expect(allText(files)).not.toContain('a tonne');
  });

  it('has what it imports lazily itself', () => {
    const files = bundleOf(root, { runsTasks: false });

    expect(evaluate(files, 'await bundled.own()')).toBe('needed now and then');
  });

  it('is refused when a task needs at start what it is without', () => {
    const needy = project({
      'handler.ts': reExport,
      'tasks.ts': `export { fromIni } from '@aws-sdk/credential-provider-ini';`,
      'node_modules/@aws-sdk/credential-provider-ini/index.js': 'export const fromIni = 1;',
    });

    expect(() => bundleOf(needy, { runsTasks: false })).toThrow(
      'test function has no @aws-sdk/credential-provider-ini',
    );
    expect(evaluate(bundleOf(needy, { runsTasks: true }), 'bundled.fromIni')).toBe(1);
  });

  it('leaves the lazy chunks to the one that does', () => {
    const files = bundleOf(root, { runsTasks: true });

    expect(evaluate(files, 'await bundled.task()')).toBe('a tonne');
  });
});

describe('a function with a limit of code to load at start', () => {
  const heavy = `export const weight = '${'x'.repeat(30_000)}';`;
  const sources = {
    'handler.ts': reExport,
    'tasks.ts': `export { area } from './area.ts'; export { light } from './light.ts';`,
    'light.ts': `export const light = 1;`,
    'node_modules/@heavy/geo/index.js': `export { weight } from 'inner';`,
    'node_modules/inner/index.js': heavy,
  };
  const limited = { maxBytes: 20_000 };

  it('is refused when a task imports too much statically, by the names of task and package', () => {
    const root = project({
      ...sources,
      'area.ts': `import { weight } from '@heavy/geo'; export const area = () => weight;`,
    });

    expect(() => bundleOf(root, limited)).toThrow(
      /loads 30 KB .* at most 20 KB[^]*area\.ts imports @heavy\/geo: 30 KB/,
    );
  });

  it('takes the same package when the task imports it lazily', () => {
    const root = project({
      ...sources,
      'area.ts': `export const area = async () => (await import('@heavy/geo')).weight;`,
    });

    expect(bundleOf(root, limited)).toBeDefined();
  });

  it('is not blamed on tasks for what it imports itself', () => {
    const root = project({
      ...sources,
      'handler.ts': `export { weight } from '@heavy/geo'; export * from '#tasks';`,
      'area.ts': `import { weight } from '@heavy/geo'; export const area = () => weight;`,
    });

    expect(() => bundleOf(root, limited)).toThrow(/loads 30 KB[^]*- inner: 30 KB(?![^]*area\.ts)/);
  });
});

describe('a bundle by an installed package', () => {
  const sources = {
    'tasks.ts': `import 'own'; import { weight } from 'heavy'; export const task = () => weight;`,
    'node_modules/own/package.json': '{ "exports": "./dist/core.js" }',
    'node_modules/own/dist/core.js': `if (globalThis.loaded) throw 'twice'; globalThis.loaded = 1;`,
    'node_modules/own/dist/handler.js': `import './core.js'; export * from '#tasks';`,
    'node_modules/heavy/index.js': `export const weight = '${'x'.repeat(30_000)}';`,
  };

  function bundleIn(app: string, props: Partial<BundleProps> = {}): BundledFile[] {
    const entries = { handler: 'handler.js' };
    const root = join(app, 'node_modules/own/dist');
    return bundleOf(root, { entries, tasks: join(app, 'tasks.ts'), ...props });
  }

  it('holds one copy of the package, whoever imports it', () => {
    expect(evaluate(bundleIn(project(sources)), 'bundled.task().length')).toBe(30_000);
  });

  it('is the same bytes wherever the team has its folder', () => {
    const far = project(sources, 'much/further/down');

    expect(bundleIn(far)).toEqual(bundleIn(project(sources)));
  });

  it('names sources from the folder of the team', () => {
    const map = JSON.parse(textOf(bundleIn(project(sources)), 'handler.mjs.map'));

    expect(map.sources).toContain('tasks.ts');
    expect(map.sources).toContain('node_modules/own/dist/core.js');
  });

  it('that is too large is blamed on the tasks and packages of the team', () => {
    expect(() => bundleIn(project(sources), { maxBytes: 20_000 })).toThrow(
      /- heavy: 30 KB[^]*- tasks\.ts imports heavy: 30 KB/,
    );
  });
});

/** Writes a small project; gives its root. */
function project(files: Record<string, string>, under = '.'): string {
  const root = join(mkdtempSync(join(scratch, 'project-')), under);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function bundleOf(root: string, props: Partial<BundleProps> = {}): BundledFile[] {
  const entries = { handler: 'handler.ts' };
  return bundle({ name: 'test', root, tasks: 'tasks.ts', entries, runsTasks: true, ...props });
}

/** What Node makes of an expression about `bundled`, one of the bundle's modules. */
function evaluate(files: BundledFile[], expression: string, path = 'handler.mjs'): unknown {
  const folder = mkdtempSync(join(scratch, 'bundled-'));
  for (const file of files) writeFileSync(join(folder, file.path), file.contents);
  const script = `import * as bundled from './${path}'; console.log(JSON.stringify(${expression}))`;
  const options = { cwd: folder, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], options));
}

function pathsOf(files: BundledFile[]): string[] {
  return files.map(({ path }) => path);
}

function textOf(files: BundledFile[], path: string): string {
  return new TextDecoder().decode(files.find((file) => file.path === path)?.contents);
}

function allText(files: BundledFile[]): string {
  return pathsOf(files)
    .map((path) => textOf(files, path))
    .join('\n');
}
