export type { StatusTexts } from '../core/status-text.ts';
export type { AsyncTasksProps } from './async-tasks-props.ts';
export { AsyncTasks } from './async-tasks.ts';
export type { Auth } from './auth.ts';
export type { TaskFunctions } from './task-functions.ts';
