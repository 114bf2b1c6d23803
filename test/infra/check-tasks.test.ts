import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { afterAll, expect, test } from 'vitest';
import { checkTasks } from '../../infra/check-tasks.ts';
import { samples } from './synthesize.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-tasks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const core = join(import.meta.dirname, '../../core/task.ts');
let written = 0;

/** Checks a module of that text, for a worker of that many seconds. */
function checkModule(text: string, seconds = 900, isAuthorised = true): () => void {
  const path = join(folder, `tasks-${(written += 1)}.ts`);
  writeFileSync(path, `import { defineTask } from ${JSON.stringify(core)};\n${text}`);
  return () => checkTasks(path, Duration.seconds(seconds), isAuthorised);
}

const task = (name: string) => `defineTask({ name: '${name}', params: {}, run: () => 1 })`;

test('tasks that the worker has the time for are let through', () => {
  expect(() => checkTasks(samples, Duration.minutes(15), true)).not.toThrow();
});

test('a module that is not there is named', () => {
  expect(() => checkTasks('/nowhere/tasks.ts', Duration.minutes(15), true)).toThrow(
    new TypeError('entry is /nowhere/tasks.ts; there is no such file'),
  );
});

test('a folder is no module', () => {
  expect(() => checkTasks(folder, Duration.minutes(15), true)).toThrow(/there is no such file$/);
});

test.each([
  [
    'nothing',
    'export {};',
    /entry is .*, which exports no task; it must export what defineTask makes$/,
  ],
  [
    'something else',
    `export const one = ${task('one')}; export const limit = 5;`,
    /entry is .*, which is no module of tasks: The registry exports limit, which defineTask did not/,
  ],
  [
    'its tasks as the default',
    `export default { one: ${task('one')} };`,
    /is no module of tasks: The registry exports default, which defineTask did not make$/,
  ],
  [
    'two tasks of one name',
    `export const one = ${task('same')}; export const two = ${task('same')};`,
    /entry is .*, which is no module of tasks: Two tasks are named same$/,
  ],
  [
    'a task that defineTask refuses',
    `export const one = ${task('One')};`,
    /entry is .*, which is no module of tasks: .*One/,
  ],
  [
    'what cannot be loaded',
    `import './gone.ts'; export const one = ${task('one')};`,
    /entry is .*, which is no module of tasks: Cannot find module .*gone\.ts/,
  ],
  [
    'what has to be waited for',
    `await null; export const one = ${task('one')};`,
    /which is no module of tasks: it, or what it imports, has an await outside of functions$/,
  ],
])('a module that exports %s is refused by its path', (_, text, says) => {
  expect(checkModule(text)).toThrow(says);
});

test('a worker without the time for one of its tasks is refused, by the name of the task', () => {
  const slow = `defineTask({ name: 'slow', params: {}, policy: { timeoutSeconds: 300 }, run: () => 1 })`;

  expect(checkModule(`export const slow = ${slow};`, 310)).not.toThrow();
  expect(checkModule(`export const slow = ${slow};`, 309)).toThrow(
    new RangeError(
      'workerTimeout is 309 s; task slow may take 300 s, and needs one of 310 s or more',
    ),
  );
});

test('a task whose results shared caches may keep is refused where an authoriser tells callers apart', () => {
  const text = (more: string) =>
    `export const open = defineTask({ name: 'open', params: {}, cache: 'public', ${more} run: () => 1 });`;

  expect(checkModule(text(''))).toThrow(
    /^task open has cache: 'public', and auth tells callers apart: .* say callersShare: true/,
  );
  expect(checkModule(text('callersShare: true,'))).not.toThrow();
  expect(checkModule(text(''), 900, false)).not.toThrow();
});
