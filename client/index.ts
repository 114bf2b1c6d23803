export { TaskError, TaskFailed, TaskRevoked } from './errors.ts';
export { createClient, type ClientOptions } from './https.ts';
export type { Fetch } from './request.ts';
export type {
  Arguments,
  ArgsOf,
  BegunAnswer,
  BeginOptions,
  Monitor,
  Outcome,
  Progress,
  ResultNamed,
  RunOptions,
  Status,
  TaskClient,
  TaskName,
  Which,
} from './task-client.ts';
