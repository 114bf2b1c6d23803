import { expect, test } from 'vitest';
import { projectFiles } from './project-files.ts';
import { missingReasons } from './reasons.ts';

function missingIn(text: string, path = 'core/key.ts'): string[] {
  return missingReasons([{ path, text }]);
}

// In halves, so that the linter does not take the examples for its own.
const disable = ['eslint', 'disable-next-line'].join('-');

test('whatever overrides a tool in the project says why', () => {
  expect(missingReasons(projectFiles())).toEqual([]);
});

test('a rule of the linter is switched off with its reason', () => {
  expect(missingIn(`const a = 1;\n// ${disable} no-var\nvar b = 1;`)).toEqual([
    'core/key.ts:2 switches a rule of the linter off and does not say why',
  ]);
  expect(missingIn(`// ${disable} no-var -- old engines run this\nvar b = 1;`)).toEqual([]);
  expect(missingIn(`// Old engines run this.\n// ${disable} no-var\nvar b = 1;`)).toEqual([]);
  expect(missingIn(`var b = 1;`)).toEqual([]);
});

test('a type is asserted with its reason', () => {
  expect(missingIn('const a = 1;\nconst b = a as B;')).toEqual([
    'core/key.ts:2 asserts a type and does not say why',
  ]);
  expect(missingIn('const b = <B>a;')).toHaveLength(1);
  expect(missingIn('const b = a as B; // parsed above')).toEqual([]);
  expect(missingIn('// Parsed above.\nconst b = a as B;')).toEqual([]);
  expect(missingIn('/** Parsed above. */\nfunction f() {\n\n  return a as B;\n}')).toEqual([]);
  expect(missingIn('function f() {\n\n  return a as B;\n}')).toHaveLength(1);
});

test('what is no override needs no reason', () => {
  expect(missingIn(`import * as z from 'zod';\nimport { a as b } from './a.ts';`)).toEqual([]);
  expect(missingIn('const a = [1] as const;\nconst b = a satisfies B;')).toEqual([]);
  expect(missingIn('const b = a as B;', 'test/core/key.test.ts')).toEqual([]);
});
