import { readText } from './argument-text.ts';
import { bindGiven, type BoundArgs } from './bind.ts';
import { TaskError } from './errors.ts';
import type { AnyTask } from './registry.ts';

/**
 * Binds the arguments of a call URL: its path segments by position, its query by name, both decoded. Names
 * that begin with `X-Amz-` sign the request and are no arguments.
 *
 * Throws `invalid-arguments` as `bindArgs` does, and for an empty segment.
 */
export function bindText(
  task: AnyTask,
  segments: readonly string[],
  query: readonly (readonly [string, string])[],
): BoundArgs {
  const empty = segments.indexOf('');
  if (empty >= 0) throw emptySegment(task, empty);
  const named = query.filter(([name]) => !/^x-amz-/i.test(name));
  return bindGiven(task, segments, named, readText);
}

function emptySegment(task: AnyTask, index: number): TaskError {
  const name = task.parameters[index]?.name;
  const hint = name === undefined ? '' : `; an empty argument goes by name: ?${name}=`;
  return new TaskError(
    'invalid-arguments',
    `${task.name}(): path segment ${index + 1} after the task is empty${hint}`,
  );
}
