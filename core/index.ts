export { PermanentError } from './errors.ts';
export type { Policy } from './policy.ts';
export type { TaskModule } from './registry.ts';
export {
  defineTask,
  type Parameter,
  type Params,
  type ParsedArgs,
  type Task,
  type TaskContext,
  type TaskDefinition,
} from './task.ts';
