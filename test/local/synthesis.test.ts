import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readAppSettings } from '../../local/app-settings.ts';
import { hashInputs } from '../../local/synthesis-inputs.ts';
import { synthesize } from '../../local/synthesis.ts';
import { isRunning, until } from './until.ts';

/** Says that it ran, and writes what it was told. */
const says = `
  import { appendFileSync, writeFileSync } from 'node:fs';
  appendFileSync('.runs', 'x');
  writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', JSON.stringify(process.env));
`;

/** A project with nothing but an app. */
function newProject(text = says, settings: Record<string, unknown> = {}) {
  const app = mkdtempSync(join(tmpdir(), 'madrona-project-'));
  onTestFinished(() => rmSync(app, { recursive: true }));
  const write = (path: string, contents: string) => {
    mkdirSync(join(app, path, '..'), { recursive: true });
    writeFileSync(join(app, path), contents);
  };
  write('app.mjs', text);
  write('cdk.json', JSON.stringify({ app: `"${process.execPath}" app.mjs`, ...settings }));
  const directory = join(app, '.madrona/assemblies');
  const make = (signal?: AbortSignal) =>
    synthesize({ app, settings: readAppSettings(app), directory, ...(signal && { signal }) });
  const runs = () => (existsSync(join(app, '.runs')) ? readFileSync(join(app, '.runs')).length : 0);
  return { app, directory, write, make, runs };
}

test('an app is synthesised once for the same inputs', async () => {
  const { make, runs } = newProject();

  const first = await make();
  const second = await make();

  expect(second).toBe(first);
  expect(runs()).toBe(1);
});

test.each(['tasks.ts', 'lib/part.ts', 'data/coast.json', 'package-lock.json', 'cdk.context.json'])(
  'a change of %s synthesises the app anew',
  async (path) => {
    const { write, make, runs } = newProject();
    const first = await make();

    write(path, '{}');
    const second = await make();

    expect(second).not.toBe(first);
    expect(runs()).toBe(2);
  },
);

test('a change of the lock file of the workspace synthesises its apps anew', async () => {
  const { app, write } = newProject();
  write('apps/one/cdk.json', '{}');
  const hash = () => hashInputs(join(app, 'apps/one'), []);
  const before = hash();

  write('yarn.lock', 'another');

  expect(hash()).not.toBe(before);
});

test('a change of a package that is linked synthesises the app anew', () => {
  const { app, write } = newProject();
  write('yarn.lock', '');
  write('apps/one/cdk.json', '{}');
  write('packages/tides/index.ts', 'export const high = 1;');
  write('node_modules/@team/.keep', '');
  symlinkSync('../../packages/tides', join(app, 'node_modules/@team/tides'));
  symlinkSync('../apps/one', join(app, 'node_modules/one'));
  const hash = () => hashInputs(join(app, 'apps/one'), ['*.md']);
  const before = hash();

  write('apps/one/README.md', 'no source, though the workspace links the app too');
  write('packages/none/index.ts', 'no package of the app');
  const without = hash();
  write('packages/tides/index.ts', 'export const high = 2;');

  expect(without).toBe(before);
  expect(hash()).not.toBe(before);
});

test('the same sources are the same inputs, wherever they lie', () => {
  const [one, two] = [newProject(), newProject()];

  expect(hashInputs(one.app, [])).toBe(hashInputs(two.app, []));
});

test('a change of what is no input does not', async () => {
  const { write, make, runs } = newProject(says, { watch: { exclude: ['test', '**/*.md'] } });
  await make();

  write('test/some.test.ts', '');
  write('docs/README.md', '');
  write('node_modules/zod/index.js', '');
  write('cdk.out/manifest.json', '');
  write('.git/HEAD', '');
  await make();

  expect(runs()).toBe(1);
});

test('the app gets its context, no validation, and nothing of its user', async () => {
  process.env['MADRONA_SECRET'] = 'secret'; // eslint-disable-line no-restricted-properties -- what is to be hidden
  const { write, make } = newProject(says, { context: { colour: 'blue' } });
  write('cdk.context.json', JSON.stringify({ colour: 'red', zones: ['a', 'b'] }));

  const outdir = await make();

  const environment = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  expect(environment).toMatchObject({ CDK_VALIDATION: 'false' });
  expect(JSON.parse(environment.CDK_CONTEXT_JSON)).toEqual({ colour: 'blue', zones: ['a', 'b'] });
  expect(environment).not.toHaveProperty('MADRONA_SECRET');
});

test('an app that fails is an error with what it said, and leaves nothing', async () => {
  const { directory, make } = newProject(`throw new Error('the app is broken')`);

  await expect(make()).rejects.toThrow(/^Synthesis failed:\n[^]*the app is broken/);
  expect(readdirSync(directory)).toEqual([]);
});

test('an app that is not waited for any more is ended, and leaves nothing', async () => {
  const { app, directory, make } = newProject(`
    import { writeFileSync } from 'node:fs';
    writeFileSync('.pid', String(process.pid));
    setInterval(() => undefined, 1000);
  `);
  const giveUp = new AbortController();
  const synthesis = make(giveUp.signal);
  synthesis.catch(() => undefined);
  const file = join(app, '.pid');
  const pid = await until(() => (existsSync(file) && Number(readFileSync(file))) || undefined);

  giveUp.abort(new Error('given up'));

  await expect(synthesis).rejects.toThrow('given up');
  await until(() => !isRunning(pid) || undefined);
  expect(readdirSync(directory)).toEqual([]);
});

test('an app that has ended, but for what it left behind, can be given up', async () => {
  const { app, make } = newProject(`
    import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const left = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    left.unref();
    writeFileSync('.pids', JSON.stringify([process.pid, left.pid]));
  `);
  const giveUp = new AbortController();
  const synthesis = make(giveUp.signal);
  synthesis.catch(() => undefined);
  const file = join(app, '.pids');
  const pids = await until(() => (existsSync(file) && readFileSync(file, 'utf8')) || undefined);
  const [ended, left]: number[] = JSON.parse(pids);
  await until(() => (ended !== undefined && !isRunning(ended)) || undefined);

  giveUp.abort(new Error('given up'));
  if (left !== undefined) process.kill(left, 'SIGKILL');

  await expect(synthesis).rejects.toThrow('given up');
});

test('two at once make the same assembly', async () => {
  const { directory, make } = newProject();

  const [one, two] = await Promise.all([make(), make()]);

  expect(one).toBe(two);
  expect(existsSync(join(one, 'manifest.json'))).toBe(true);
  expect(readdirSync(directory)).toHaveLength(1);
});

test('the last few assemblies are kept', async () => {
  const { directory, write, make } = newProject();

  for (let i = 0; i < 7; i += 1) {
    write('tasks.ts', String(i));
    await make();
  }

  expect(readdirSync(directory)).toHaveLength(5);
});

test.each([
  [undefined, /^There is no cdk\.json in .+; run this in the folder of a CDK app$/],
  ['{"app":', /cdk\.json is not JSON: /],
  ['[]', /cdk\.json holds no JSON object$/],
  [
    '{"context":{}}',
    /cdk\.json has no "app": the command that synthesises it, such as "node app\.ts"$/,
  ],
])('a folder whose cdk.json is %j is refused in a sentence', (contents, sentence) => {
  const { app, write } = newProject();
  rmSync(join(app, 'cdk.json'));
  if (contents !== undefined) write('cdk.json', contents);

  expect(() => readAppSettings(app)).toThrow(sentence);
});
