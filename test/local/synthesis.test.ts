import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { synthesize } from '../../local/synthesis.ts';
import { isRunning, until } from './until.ts';

/** Says that it ran, and writes what it was told. */
const app = `
  import { appendFileSync, writeFileSync } from 'node:fs';
  appendFileSync('runs', 'x');
  writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', JSON.stringify(process.env));
`;

/** A project with nothing but an app. */
function newProject(text = app) {
  const root = mkdtempSync(join(tmpdir(), 'madrona-project-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (path: string, contents: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), contents);
  };
  write('infra/app.ts', text);
  const directory = join(root, 'assemblies');
  const runs = () => (existsSync(join(root, 'runs')) ? readFileSync(join(root, 'runs')).length : 0);
  return { root, directory, write, runs };
}

test('an app is synthesised once for the same inputs', async () => {
  const { runs, ...project } = newProject();

  const first = await synthesize(project);
  const second = await synthesize(project);

  expect(second).toBe(first);
  expect(runs()).toBe(1);
});

test.each([
  'core/key.ts',
  'lambdas/tasks/new.ts',
  'infra/part.ts',
  'package-lock.json',
  'cdk.json',
])('a change of %s synthesises the app anew', async (path) => {
  const { write, runs, ...project } = newProject();
  const first = await synthesize(project);

  write(path, '{}');
  const second = await synthesize(project);

  expect(second).not.toBe(first);
  expect(runs()).toBe(2);
});

test('a change of what is no input does not', async () => {
  const { write, runs, ...project } = newProject();
  await synthesize(project);

  write('test/some.test.ts', '');
  write('README.md', '');
  await synthesize(project);

  expect(runs()).toBe(1);
});

test('the app gets its context, no validation, and nothing of its user', async () => {
  process.env['MADRONA_SECRET'] = 'secret'; // eslint-disable-line no-restricted-properties -- what is to be hidden
  const { write, ...project } = newProject();
  write('cdk.json', JSON.stringify({ app: 'x', context: { colour: 'blue' } }));

  const outdir = await synthesize(project);

  const environment = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  expect(environment).toMatchObject({
    CDK_CONTEXT_JSON: '{"colour":"blue"}',
    CDK_VALIDATION: 'false',
  });
  expect(environment).not.toHaveProperty('MADRONA_SECRET');
});

test('an app that fails is an error with what it said, and leaves nothing', async () => {
  const { directory, root } = newProject(`throw new Error('the app is broken')`);

  await expect(synthesize({ directory, root })).rejects.toThrow(
    /^Synthesis failed:\n[^]*the app is broken/,
  );
  expect(readdirSync(directory)).toEqual([]);
});

test('an app that is not waited for any more is ended, and leaves nothing', async () => {
  const text = `
    import { writeFileSync } from 'node:fs';
    writeFileSync('pid', String(process.pid));
    setInterval(() => undefined, 1000);
  `;
  const { directory, root } = newProject(text);
  const giveUp = new AbortController();
  const synthesis = synthesize({ directory, root, signal: giveUp.signal });
  synthesis.catch(() => undefined);
  const file = join(root, 'pid');
  const pid = await until(() => (existsSync(file) && Number(readFileSync(file))) || undefined);

  giveUp.abort(new Error('given up'));

  await expect(synthesis).rejects.toThrow('given up');
  expect(isRunning(pid)).toBe(false);
  expect(readdirSync(directory)).toEqual([]);
});

test('two at once make the same assembly', async () => {
  const { write: _, runs: __, ...project } = newProject();

  const [one, two] = await Promise.all([synthesize(project), synthesize(project)]);

  expect(one).toBe(two);
  expect(existsSync(join(one, 'manifest.json'))).toBe(true);
  expect(readdirSync(project.directory)).toHaveLength(1);
});

test('the last few assemblies are kept', async () => {
  const { write, ...project } = newProject();

  for (let i = 0; i < 7; i += 1) {
    write('core/key.ts', String(i));
    await synthesize(project);
  }

  expect(readdirSync(project.directory)).toHaveLength(5);
});
