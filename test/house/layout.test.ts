import { expect, test } from 'vitest';
import { layoutViolations } from './layout.ts';
import { projectFiles } from './project-files.ts';

function violationsOf(path: string, text = ''): string[] {
  return layoutViolations([{ path, text }]);
}

test('every file of the project has its place, a name and a length to be read', () => {
  expect(layoutViolations(projectFiles())).toEqual([]);
});

test('a top-level folder without an import rule has no place', () => {
  expect(violationsOf('tools/build.ts')).toHaveLength(1);
  expect(violationsOf('docs/original.md')).toEqual([]);
});

test('a file at the top level is one that is known there', () => {
  expect(violationsOf('notes.md')).toHaveLength(1);
  expect(violationsOf('README.md')).toEqual([]);
});

test.each(['utils', 'util', 'common', 'shared', 'helpers', 'helper', 'lib', 'misc'])(
  'a folder is not named %s',
  (name) => {
    expect(violationsOf(`core/${name}/key.ts`)).toHaveLength(1);
  },
);

test('a source file is named in kebab-case', () => {
  expect(violationsOf('core/callUrl.ts')).toHaveLength(1);
  expect(violationsOf('core/call_url.ts')).toHaveLength(1);
  expect(violationsOf('core/call-url.ts')).toEqual([]);
  expect(violationsOf('test/core/call-url.test.ts')).toEqual([]);
});

test('a source file has at most 250 lines', () => {
  expect(violationsOf('core/key.ts', '\n'.repeat(250))).toEqual([]);
  expect(violationsOf('core/key.ts', '\n'.repeat(251))).toEqual([
    'core/key.ts: 251 lines; 250 are the most',
  ]);
});
