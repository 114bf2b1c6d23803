/**
 * The construct that a team deploys its tasks with, by the AWS CDK.
 * @module madrona-async/infra
 * @disableGroups
 */
export { AsyncTasks } from './async-tasks.ts';
export type { AsyncTasksProps } from './async-tasks-props.ts';
export type { Auth, TokenAuth, JwtAuth, OpenToAll } from './auth.ts';
export type { Front, FrontKind } from './front.ts';
export type { TaskFunctions } from './task-functions.ts';
export type { StatusTexts } from '../core/status-text.ts';
