import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEntries, root } from './entries.ts';
import { createSnippetFolder, type SnippetFolder } from './snippet-folder.ts';
import { commentsOf, readSnippets, snippetsIn, type Snippet } from './snippets.ts';

const compiler = join(root, 'node_modules/typescript7/bin/tsc');
const run = promisify(execFile);

/** What an example of a comment is about and does not make: a client of the sample tasks, and a run of one. */
const given = `
declare const client: import('madrona-async/client').TaskClient<typeof import('#tasks')>;
declare const taskId: string;
`;

let folder: SnippetFolder;

beforeAll(async () => {
  folder = await createSnippetFolder();
});

afterAll(() => folder.remove());

test('every example in the documents and in the sources’ comments compiles', async () => {
  const snippets = readSnippets().filter(({ language }) => language === 'ts');
  for (const snippet of snippets) await folder.write(fileOf(snippet), snippet.code);
  await folder.write('comments/tasks.ts', `export * from '#tasks';`);
  await folder.write('given.d.ts', given);
  await folder.write('tsconfig.json', JSON.stringify(tsconfigFor(snippets)));

  const options = { cwd: folder.path };
  // With more of them each checks the same types of packages anew.
  const args = [compiler, '--pretty', 'false', '--checkers', '1'];
  const said = await run(process.execPath, args, options).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );

  expect(said).toBe('');
  expect(new Set(snippets.map(({ path }) => path))).toContain('README.md');
}, 120_000);

/** The roots let an example of a document name the project's files as if it stood at the project's root. */
function tsconfigFor(snippets: readonly Snippet[]) {
  const folders = new Set(snippets.map((snippet) => join(folder.path, folderOf(snippet))));
  const entries = readEntries().map(({ specifier, source }) => [specifier, [join(root, source)]]);
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      moduleDetection: 'force',
      noUnusedLocals: false,
      paths: Object.fromEntries(entries),
      rootDirs: [...folders, root],
    },
    include: ['.'],
  };
}

function folderOf({ path }: Snippet): string {
  return path.endsWith('.ts') ? 'comments' : path;
}

/** An example whose first line is a comment with a path is that file. */
function fileOf(snippet: Snippet): string {
  const { path, line, code } = snippet;
  const named = /^\/\/ (\S+\.ts)\n/.exec(code)?.[1];
  return join(folderOf(snippet), named ?? `${path.replaceAll('/', '.')}.${line}.ts`);
}

test('every method of the client has an example of at most four lines', () => {
  const path = 'client/task-client.ts';
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);

  const methods = source.statements
    .filter(ts.isInterfaceDeclaration)
    .flatMap(({ members }) => [...members])
    .map((method) => snippetsIn(path, commentsOf(method.getFullText(source))));

  expect(methods.length).toBeGreaterThan(10);
  for (const examples of methods) {
    expect(examples).toHaveLength(1);
    expect(examples[0]?.code.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
  }
});

test('an example is found with the line of its fence', () => {
  const text = 'Text\n```ts\nconst a = 1;\n```\n\n```sh\nls\n```\n';

  expect(snippetsIn('docs/a.md', text)).toEqual([
    { path: 'docs/a.md', line: 2, language: 'ts', code: 'const a = 1;\n' },
    { path: 'docs/a.md', line: 6, language: 'sh', code: 'ls\n' },
  ]);
});

test('an example of a comment is found with its line, its indentation taken off', () => {
  const source = [
    'class A {',
    '  /** One. */',
    '  a = 1;',
    '',
    '  /**',
    '   * Two.',
    '   *',
    '   * ```ts',
    '   * if (a)',
    '   *   b();',
    '   * ```',
    '   */',
    '  b = 2;',
    '}',
  ].join('\n');

  expect(snippetsIn('core/a.ts', commentsOf(source))).toEqual([
    { path: 'core/a.ts', line: 8, language: 'ts', code: 'if (a)\n  b();\n' },
  ]);
});
