import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import type { AsyncTasksProps } from '../../infra/async-tasks-props.ts';
import { checkProps } from '../../infra/check-props.ts';

const samples = join(import.meta.dirname, '../../lambdas/tasks/index.ts');
const check = (props: AsyncTasksProps, tasks = samples) => checkProps(props, tasks);

test('defaults are let through', () => {
  expect(() => check({})).not.toThrow();
});

test('an entry that is not there is named', () => {
  expect(() => check({}, '/nowhere/tasks.ts')).toThrow(/entry .*\/nowhere\/tasks\.ts/);
});

test.each([0, 11, 1.5])('a batch of %s is refused, with what is allowed', (batchSize) => {
  expect(() => check({ batchSize })).toThrow(/batchSize .* 1 to 10/);
});

test.each([29, 901])('a worker of %s s is refused, with what is allowed', (seconds) => {
  const workerTimeout = Duration.seconds(seconds);

  expect(() => check({ workerTimeout })).toThrow(/workerTimeout .* 30 to 900/);
});

test('a worker without the time for one of its tasks is refused, by the name of the task', () => {
  const workerTimeout = Duration.seconds(309);

  expect(() => check({ workerTimeout })).toThrow(/task add may take 300 s, and needs .* 310 s/);
});

describe('a public URL', () => {
  test.each(['https://jobs.example.org', 'http://localhost:8787/async'])('may be %s', (url) => {
    expect(() => check({ publicUrl: url })).not.toThrow();
  });

  test.each([
    'jobs.example.org',
    'ftp://jobs.example.org',
    'https://jobs.example.org/',
    'https://jobs.example.org/?a=b',
    'https://jobs.example.org#',
  ])('may not be %s', (url) => {
    expect(() => check({ publicUrl: url })).toThrow(/publicUrl .* must be like https:/);
  });
});
