/**
 * What a team's tasks are made with.
 * @module madrona-async
 * @disableGroups
 */
export {
  defineTask,
  type TaskDefinition,
  type TaskContext,
  type TaskProgress,
  type Task,
  type Params,
  type ParsedArgs,
  type Parameter,
} from './task.ts';
export type { Policy } from './policy.ts';
export { PermanentError } from './errors.ts';
export type { TaskModule } from './registry.ts';
