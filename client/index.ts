/**
 * Asks a deployed API to run tasks, over HTTPS, from Node and browsers. It needs no other package.
 * @module madrona-async/client
 * @disableGroups
 */
export { createClient, type ClientOptions } from './https.ts';
export type { Fetch } from './request.ts';
export type { TaskClient } from './task-client.ts';
export type {
  Which,
  BeginOptions,
  BegunAnswer,
  CompleteAnswer,
  IncompleteAnswer,
  RunOptions,
  Arguments,
  NamedArguments,
  PositionalArguments,
  TaskName,
  ArgsOf,
  ResultNamed,
} from './calls.ts';
export { TaskError, TaskFailed, TaskRevoked, type TaskErrorOptions } from './errors.ts';
export type { ErrorCode } from '../core/errors.ts';
export type { Monitor, Outcome, RunUrls } from '../core/monitor.ts';
export type { Progress, RunError, Status } from '../core/run.ts';
