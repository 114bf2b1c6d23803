import { isJsonText } from '../../../core/argument-text.ts';
import type { AnyTask } from '../../../core/registry.ts';
import type { Parameter as TaskParameter } from '../../../core/task.ts';
import type { Schema } from './operation.ts';
import { argumentSchema } from './task-schemas.ts';

/** One spelling of a task's calls, as OpenAPI can tell it. */
export interface CallPath {
  path: string;
  /** Of the operation: the task's name, and how arguments are given where there is another spelling. */
  suffix: string;
  description: string;
  parameters: Schema[];
}

/**
 * The calls of a task: all arguments by name, and those that are required as segments. Any number of segments does,
 * but a path of OpenAPI has all of its parameters.
 */
export function callPathsOf(prefix: string, task: AnyTask): CallPath[] {
  const { name, parameters, description } = task;
  const path = `${prefix}${name}`;
  const byName: CallPath = {
    path,
    suffix: name,
    description,
    parameters: parameters.map((parameter) => named(task, parameter)),
  };
  const required = parameters.filter((parameter) => parameter.required);
  if (required.length === 0) return [byName];
  const optional = parameters.slice(required.length);
  const positional: CallPath = {
    path: [path, ...required.map((parameter) => `{${parameter.name}}`)].join('/'),
    suffix: `${name}.positional`,
    description,
    parameters: [
      ...required.map((parameter) => segment(task, parameter)),
      ...optional.map((parameter) => named(task, parameter)),
    ],
  };
  return [byName, positional];
}

/** A call of what is no task, or none that GET may begin. */
export function otherCall(prefix: string, described: readonly AnyTask[]): CallPath {
  const names = described.map(({ name }) => name);
  return {
    path: `${prefix}{task}`,
    suffix: 'other',
    description: 'Any other task: none of that name, or one that GET does not begin.',
    parameters: [
      {
        name: 'task',
        in: 'path',
        required: true,
        schema: { type: 'string', not: { enum: names } },
      },
    ],
  };
}

function named(task: AnyTask, parameter: TaskParameter): Schema {
  const { name, required } = parameter;
  return { name, in: 'query', required, ...valueOf(task, parameter) };
}

function segment(task: AnyTask, parameter: TaskParameter): Schema {
  return { name: parameter.name, in: 'path', required: true, ...valueOf(task, parameter) };
}

/** Numbers, booleans and strings stand as they are, all else as JSON text. */
function valueOf(task: AnyTask, parameter: TaskParameter): Schema {
  const schema = argumentSchema(task, parameter);
  return isJsonText(parameter) ? { content: { 'application/json': { schema } } } : { schema };
}
