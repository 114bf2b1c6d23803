import { basename } from 'node:path';
import { importRules } from './import-rules.ts';
import { isSource } from './project-files.ts';
import type { ProjectFile } from './project-files.ts';

const withoutCode = ['docs'];
const rootFiles = [
  ...['.editorconfig', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc.json'],
  ...[
    'docker-compose.yml',
    'docker-compose.token.yml',
    'cdk.json',
    'eslint.config.js',
    'package-lock.json',
    'package.json',
  ],
  ...['tsconfig.build.json', 'tsconfig.json', 'vitest.config.ts', 'LICENSE', 'NOTICE', 'README.md'],
];
const nameless = /^(utils?|helpers?|common|shared|misc|lib)$/;
const kebabCase = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const mostLines = 250;

/** One line for each file that stands where none may, has a name that none may, or is too long. */
export function layoutViolations(files: readonly ProjectFile[]): string[] {
  return files.flatMap((file) => [
    ...placeViolations(file.path),
    ...(isSource(file) ? sourceViolations(file) : []),
  ]);
}

function placeViolations(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const [top] = folders;
  if (top === undefined) {
    return rootFiles.includes(path) ? [] : [`${path}: no such file is known at the top level`];
  }
  const known = top in importRules || withoutCode.includes(top);
  const bad = folders.find((folder) => nameless.test(folder));
  return [
    ...(known ? [] : [`${path}: a folder at the top level has an import rule of its own`]),
    ...(bad === undefined ? [] : [`${path}: ${bad}/ has no import rule, so it is no place`]),
  ];
}

function sourceViolations({ path, text }: ProjectFile): string[] {
  const lines = text.split('\n').length - 1;
  return [
    ...(kebabCase.test(basename(path)) ? [] : [`${path}: files are named in kebab-case`]),
    ...(lines > mostLines ? [`${path}: ${lines} lines; ${mostLines} are the most`] : []),
  ];
}
