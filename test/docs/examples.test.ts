import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../client/index.ts';
import type { Fetch } from '../../client/request.ts';
import { createApiWorld, type ApiWorld, type ApiWorldTasks } from '../api/api-world.ts';
import { fetchOf } from '../client/client-worlds.ts';
import { readEntries, root } from './entries.ts';
import { createSnippetFolder, type SnippetFolder } from './snippet-folder.ts';
import { readSnippets } from './snippets.ts';

// Infra's are compiled only: to deploy takes seconds, and is what the tests of infra do.
const examples = readSnippets().filter(
  ({ path, language }) => language === 'ts' && /^(core|client)\//.test(path),
);

let folder: SnippetFolder;

beforeAll(async () => {
  folder = await createSnippetFolder();
  await folder.write('tasks.ts', `export * from '#tasks';`);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

afterAll(() => folder.remove());

/** Of what the examples do not make themselves, there are a client, a run in flight, and an API that works at once. */
test.each(examples)('the example at $path:$line runs to its end', async ({ path, line, code }) => {
  const world = createApiWorld({ run: ({ args }) => sumOf(JSON.parse(args)) });
  const url = 'https://api.test';
  const patient = createClient<ApiWorldTasks>({ url, fetch: fetchOf(world) });
  const asked = { args: [2, 3], pollingUrl: '/sums/2+3' };
  const { taskId } = await patient.checkStatusOrBegin('add', asked);
  const fetch = workingFetchOf(world);
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('client', createClient<ApiWorldTasks>({ url, fetch }));
  vi.stubGlobal('taskId', taskId);
  const printed = vi.spyOn(console, 'log').mockReturnValue();

  const file = await folder.write(`${path.replaceAll('/', '.')}.${line}.ts`, moduleOf(code));
  const example = (await import(file)) as { run(): Promise<void> };
  await example.run();

  expect(printed.mock.calls.flat()).not.toContain(undefined);
});

function sumOf({ x, y }: { x: number; y: number }): number {
  return x + y;
}

/** An API whose runs have ended when their begin has answered, also one that waits for that. */
function workingFetchOf(world: ApiWorld): Fetch {
  const ask = fetchOf(world);
  return async (url, init) => {
    const answer = ask(url, init);
    if (init.method !== 'POST' || !url.endsWith('/v1/tasks')) return answer;
    await world.clock.advance(0);
    while (world.queue.size() > 0) await world.work();
    return world.clock.runUntil(answer);
  };
}

/** A module whose `run` does what the example says, or whose import does where it exports something. */
function moduleOf(code: string): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest);
  const textOf = (statements: readonly ts.Statement[]) =>
    statements.map((statement) => statement.getFullText(source)).join('');
  const imports = textOf(source.statements.filter(ts.isImportDeclaration)).replaceAll(
    /(?<=from ')madrona-async[^']*/g,
    sourceOf,
  );
  const rest = textOf(source.statements.filter((each) => !ts.isImportDeclaration(each)));
  const isModule = /^export /m.test(rest);
  return isModule
    ? `${imports}${rest}\nexport async function run() {}`
    : `${imports}\nexport async function run() {${rest}\n}`;
}

function sourceOf(specifier: string): string {
  const entry = readEntries().find((each) => each.specifier === specifier);
  return entry === undefined ? specifier : join(root, entry.source);
}
