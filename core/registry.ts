import type * as z from 'zod';
import { TaskError } from './errors.ts';
import { nearNames } from './near-names.ts';
import type { Params, Task } from './task.ts';

/** A task of any kind. */
// The variance of a task's code is not the registry's concern.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyTask = Task<string, any, any>;

/** A module that exports what `defineTask` made, and nothing else: `import * as tasks from './tasks.ts'`. */
export type TaskModule = Record<string, unknown>;

/** The tasks of a module by their own names. */
export type TasksOf<M> = {
  [K in keyof M as M[K] extends Task<infer N, infer _P, infer _R> ? N : never]: M[K];
};

/** A task's arguments by name, as its caller writes them: optional where the schema has a default. */
export type NamedArgs<T> = T extends Task<string, infer P, infer _R> ? CallerArgs<P> : never;

// Without the first case a task without parameters would take any: `{}` is every object's type.
type CallerArgs<P extends Params> = keyof P extends never
  ? Record<string, never>
  : {
      [K in keyof P as P[K] extends OptionalInput ? never : K]: z.output<P[K]>;
    } & { [K in keyof P as P[K] extends OptionalInput ? K : never]?: z.output<P[K]> };

/** As zod tells optional keys of its own objects. */
type OptionalInput = { _zod: { optin: 'optional' | 'defaulted' } };

/** What a task returns. */
export type ResultOf<T> = T extends Task<string, infer _P, infer R> ? Awaited<R> : never;

/** The tasks that a module exports, to be found by name. */
export interface Registry {
  /** All tasks, by name. */
  readonly tasks: readonly AnyTask[];
  /** The task of that name, or undefined. */
  find(name: string): AnyTask | undefined;
  /** The task of that name. Throws `unknown-task`, with the nearest names. */
  get(name: string): AnyTask;
}

/**
 * Collects the tasks that a module exports. Throws a `TypeError` where an export is not a task or a name is
 * taken twice.
 */
export function createRegistry(module: TaskModule): Registry {
  const byName = new Map<string, AnyTask>();
  for (const [exported, value] of Object.entries(module)) {
    if (!isTask(value)) {
      throw new TypeError(`The registry exports ${exported}, which defineTask did not make`);
    }
    if (byName.has(value.name)) throw new TypeError(`Two tasks are named ${value.name}`);
    byName.set(value.name, value);
  }
  const tasks = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    tasks,
    find: (name) => byName.get(name),
    get(name) {
      const task = byName.get(name);
      if (task === undefined) throw unknownTask(name, [...byName.keys()]);
      return task;
    },
  };
}

function isTask(value: unknown): value is AnyTask {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parameters' in value &&
    'run' in value &&
    'policy' in value
  );
}

function unknownTask(name: string, known: readonly string[]): TaskError {
  const near = nearNames(name, known);
  const hint = near.length > 0 ? `did you mean ${near.join(', ')}?` : knownText(known);
  const shown = JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name);
  return new TaskError('unknown-task', `There is no task ${shown}; ${hint}`);
}

function knownText(known: readonly string[]): string {
  const more = known.length > 20 ? ` and ${known.length - 20} more` : '';
  return known.length === 0
    ? 'none is defined'
    : `known are ${known.slice(0, 20).join(', ')}${more}`;
}
