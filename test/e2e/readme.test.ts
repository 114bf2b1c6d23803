import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env as machine } from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { machineEnvironment } from '../../local/env.ts';
import { startEmbedded, type Embedded } from '../../local/embedded.ts';
import { homeOf } from '../../local/home.ts';
import { until } from '../local/until.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

let folder: string;
let documents: string;
let embedded: Embedded | undefined;

/** The code blocks of a language. */
function blocksOf(language: string): string[] {
  const blocks = documents.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return [...blocks].map(([, code = '']) => code);
}

function blockWith(language: string, text: string): string {
  const found = blocksOf(language).filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} blocks of the documents hold ${text}`);
  return found[0] ?? '';
}

function urlOf(): string {
  if (embedded === undefined) throw new Error('The stack was not started');
  return embedded.url;
}

/** A project as its reader has it, with the documents' own task put where they say. */
beforeAll(async () => {
  const read = (path: string) => readFile(join(root, path), 'utf8');
  documents = (await read('README.md')) + (await read('docs/CONTRIBUTING.md'));
  await mkdir(homeOf(root), { recursive: true });
  folder = await mkdtemp(join(homeOf(root), 'readme-'));
  for (const linked of ['core', 'client']) await symlink(join(root, linked), join(folder, linked));
  const tasks = join(folder, 'lambdas/tasks');
  await cp(join(root, 'lambdas/tasks'), tasks, { recursive: true });
  const own = blockWith('ts', '// lambdas/tasks/word-count.ts');
  const [, line = ''] = /^\/\/ lambdas\/tasks\/index\.ts: (.*)$/m.exec(own) ?? [];
  await writeFile(join(tasks, 'word-count.ts'), own);
  // Unless its reader has put it there already.
  const index = await readFile(join(tasks, 'index.ts'), 'utf8');
  if (!index.includes(line)) await appendFile(join(tasks, 'index.ts'), `${line}\n`);

  const outdir = join(folder, 'assembly');
  await writeFile(
    join(folder, 'app.ts'),
    `import { App } from 'aws-cdk-lib';
     import { MadronaAsync } from '../../infra/madrona-async.ts';
     const app = new App({ outdir: ${JSON.stringify(outdir)}, analyticsReporting: false });
     new MadronaAsync(app, 'Readme', { tasks: { entry: ${JSON.stringify(join(tasks, 'index.ts'))} } });
     app.synth();`,
  );
  const { NODE_COMPILE_CACHE } = machine;
  const env = { ...machineEnvironment(), CDK_VALIDATION: 'false', NODE_COMPILE_CACHE };
  await run(process.execPath, [join(folder, 'app.ts')], { cwd: folder, env });
  embedded = await startEmbedded({ memory: true, outdir });
}, 120_000);

afterAll(async () => {
  await embedded?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a task of one’s own is one file of at most 12 lines and one line in the registry', async () => {
  const own = blockWith('ts', '// lambdas/tasks/word-count.ts').trimEnd().split('\n');
  const ask = () => fetch(`${urlOf()}/v1/run/word-count/a%20long%20way/2`);

  const answer = await until(async () => {
    const answered = await ask();
    return answered.status === 202 ? undefined : answered;
  });

  expect(own.length).toBeLessThanOrEqual(12);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toBe(2);
});

test('the client’s example waits for a coastal zone and prints its area', async () => {
  const example = blockWith('ts', `'coastal-zone'`).replace('http://127.0.0.1:8787', urlOf());
  await writeFile(join(folder, 'example.ts'), example);

  const { stdout } = await run(process.execPath, [join(folder, 'example.ts')], { cwd: folder });

  expect(stdout).toMatch(/^\d+(\.\d+)? km²$/m);
});

test('a first call answers as the README shows', async () => {
  const [, shown = ''] = /(\{"taskId".*?…\})/s.exec(blockWith('console', 'curl')) ?? [];
  const members = [...shown.matchAll(/"(\w+)":/g)].map(([, member = '']) => member);

  // Not the sum that is shown: its run may have ended before the begin has answered.
  const begun = await fetch(`${urlOf()}/v1/run/countdown/600`);
  const monitor = (await begun.json()) as Record<string, unknown>;

  expect(begun.status).toBe(202);
  expect(Object.keys(monitor)).toEqual(expect.arrayContaining(members));
  expect(shown).toContain(`"statusText":"${String(monitor['statusText'])}"`);
});
