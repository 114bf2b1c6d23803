import { existsSync } from 'node:fs';
import { Token, type Duration } from 'aws-cdk-lib';
import { functionTimeoutMs } from '../core/times.ts';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { checkTaskTimeouts } from './check-task-timeouts.ts';

/** Refuses what would fail at deployment only, or never show. What deployment only knows is let through. */
export function checkProps(props: AsyncTasksProps, tasks: string): void {
  const { workerTimeout, batchSize, publicUrl } = props;
  if (!existsSync(tasks)) throw new TypeError(`entry is ${tasks}; there is no such file`);
  // Lambda wants a batching window of a second or more for batches above 10.
  if (batchSize !== undefined) checkRange('batchSize', batchSize, 1, 10);
  if (publicUrl !== undefined && !Token.isUnresolved(publicUrl)) checkPublicUrl(publicUrl);
  if (workerTimeout !== undefined) checkWorkerTimeout(workerTimeout, tasks);
}

function checkWorkerTimeout(timeout: Duration, tasks: string): void {
  if (timeout.isUnresolved()) return;
  const seconds = timeout.toSeconds();
  checkRange('workerTimeout in seconds', seconds, 30, functionTimeoutMs / 1000);
  checkTaskTimeouts(tasks, seconds);
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) {
    return;
  }
  throw new RangeError(`${name} is ${value}; it must be a whole number from ${least} to ${most}`);
}

function checkPublicUrl(url: string): void {
  const parsed = URL.parse(url);
  const isWeb = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  if (isWeb && !/[?#]|\/$/.test(url)) return;
  throw new TypeError(
    `publicUrl is ${JSON.stringify(url)}; it must be like https://jobs.example.org/async, without query, fragment or slash at its end`,
  );
}
