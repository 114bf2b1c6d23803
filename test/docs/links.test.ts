import { expect, test } from 'vitest';
import { projectFiles } from '../house/project-files.ts';
import { deadLinks } from './links.ts';

function deadIn(text: string, other = '# A place\n\n<a id="named"></a>\n'): string[] {
  return deadLinks([
    { path: 'docs/a.md', text },
    { path: 'docs/other.md', text: other },
    { path: 'core/task.ts', text: '' },
  ]);
}

test('no link of a document is dead', () => {
  expect(deadLinks(projectFiles())).toEqual([]);
});

test('a link leads to a file, a folder, a heading or a name', () => {
  const links = ['other.md', '../core', '../core/task.ts', 'other.md#a-place', 'other.md#named'];

  expect(deadIn(links.map((link) => `[a](${link})`).join(' '))).toEqual([]);
  expect(deadIn('# Here\n\n[a](#here) [b](https://example.org/none)')).toEqual([]);
});

test.each(['none.md', '../docs/none.md', 'other.md#none', '#none', 'other.md#A-place'])(
  'a link to %s is dead',
  (link) => {
    expect(deadIn(`[a](${link})`)).toEqual([`docs/a.md links to ${link}, which is not there`]);
  },
);

test('what is code is no link', () => {
  expect(deadIn('`[a](none.md)`\n\n```\n[a](none.md)\n```\n')).toEqual([]);
});
