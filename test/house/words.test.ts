import { expect, test } from 'vitest';
import { projectFiles } from './project-files.ts';
import { wordViolations } from './words.ts';

/** A path that this file is not to hold itself. */
function pathOf(...names: string[]): string {
  return ['', ...names].join('/');
}

function violationsOf(path: string, text: string): string[] {
  return wordViolations([{ path, text }]);
}

test('no file of the project holds what no file may', () => {
  expect(wordViolations(projectFiles())).toEqual([]);
});

test('a violation names the file, the line, the word and the rule', () => {
  const text = `const a = 1;\n// TODO: later\n`;

  expect(violationsOf('core/key.ts', text)).toEqual([
    `core/key.ts:2 has TODO: what is not done is an issue, not a comment`,
  ]);
});

test.each([
  ['core/key.ts', '// FIXME later'],
  ['test/a.test.ts', "test.only('x', f);"],
  ['test/a.test.ts', "describe.skip('x', f);"],
  ['test/a.test.ts', "test.skip.each([1])('x', f);"],
  ['test/a.test.ts', "xit('x', f);"],
  ['docs/run.md', `cd ${pathOf('root', 'madrona-async')}`],
  ['docs/run.md', `\`${pathOf('home', 'ada', 'madrona-async')}\``],
  ['.ci/run', `cd "${pathOf('work', 'madrona-async')}"`],
  ['package-lock.json', '  "resolved": "https://example.org/zod.tgz"'],
  ['.npmrc', 'registry=https://example.org/'],
  ['.npmrc', '@madrona:registry = https://example.org/'],
  ['docs/run.md', 'npm --from https://npm-registry.example.org'],
])('%s may not say: %s', (path, text) => {
  expect(violationsOf(path, text)).toHaveLength(1);
});

test.each([
  ['core/registry.ts', 'registry.get(name)'],
  ['docs/run.md', 'GET https://example.org/work/of/home/and/root/'],
  ['core/key.ts', "const path = '/v1/run/add';"],
  ['package-lock.json', '"url": "https://github.com/sponsors"'],
  ['lambdas/a.ts', 'queue.skip(1)'],
])('%s may say: %s', (path, text) => {
  expect(violationsOf(path, text)).toEqual([]);
});
