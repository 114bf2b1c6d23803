import * as z from 'zod';
import { parsePolicy, type Policy } from './policy.ts';
import { checkDefault, strictJsonSchema } from './strict-schema.ts';

/** Parameters in their declared order, which is the order of positional arguments. */
export type Params = Record<string, z.ZodType>;

/** Arguments as the task gets them: parsed, with defaults filled in; each has the type of its schema's output. */
export type ParsedArgs<P extends Params> = { [K in keyof P]: z.output<P[K]> };

/** What a task's code is given besides its arguments. */
export interface TaskContext {
  /** Names the run: the same in every attempt, for the idempotence of the task's own effects. */
  readonly taskId: string;
  /** Which attempt of the run this is, from 1. */
  readonly attempt: number;
  /**
   * Aborts on cancel and at the attempt's time-out; 2 s later the task's thread is ended, wherever it is. What the
   * task returns after that is not taken for its result.
   */
  readonly signal: AbortSignal;
  /**
   * Shows whoever asks how far the run has come. May be called as often as one likes: it is written at most once a
   * second.
   */
  progress(progress: TaskProgress): void;
  /** Writes one line of JSON to the worker's log, with the task's name and the task ID. */
  log(message: string, fields?: Record<string, unknown>): void;
}

/** How far a run has come, in units of the task's own. */
export interface TaskProgress {
  /** What is done. */
  current: number;
  /** What there is to do. @default - not known */
  total?: number;
  /** What the task is at; cut to 80 bytes of UTF-8. @default - nothing is said */
  message?: string;
}

/** What `defineTask` makes a task of. */
export interface TaskDefinition<N extends string, P extends Params, R> {
  /** What callers name it by, in URLs too: `/^[a-z][a-z0-9-]{0,63}$/`. */
  name: N;
  /** One line for the people who list the tasks. @default '' */
  description?: string;
  /**
   * A zod schema for each parameter, in the order of positional arguments, those with a default last. Names are like
   * `/^[a-z][A-Za-z0-9_]{0,63}$/`.
   */
  params: P;
  /**
   * Whether it may be begun by GET on its call URL, `/v1/run/{task}/…`: the promise that running twice harms nobody,
   * which GET makes to browsers and proxies (RFC 9110 §9.2.1).
   *
   * @default false
   */
  url?: boolean;
  /**
   * Who may keep its results besides whoever asked: with `public` also caches that many share, such as a CDN (RFC 9111
   * §5.2.2.9).
   *
   * @default 'private'
   */
  cache?: 'private' | 'public';
  /**
   * That all callers may see each other's results. Where an authoriser tells callers apart, a `public` task is refused
   * by `AsyncTasks` without it: a shared cache would hand one caller's result to another, and to whoever it lets in.
   *
   * @default false
   */
  callersShare?: boolean;
  /** How its runs are timed, retried and remembered. @default - each field's own default */
  policy?: Partial<Policy>;
  /**
   * The task's code; it runs in a thread of its own. Returns, or resolves to, what JSON can hold. What it throws
   * fails the attempt, and another follows as the policy says; a `PermanentError` ends the run. Import heavy
   * libraries inside, so that only the worker loads them.
   */
  run(args: ParsedArgs<P>, context: TaskContext): R | Promise<R>;
}

/** One of a task's parameters. */
export interface Parameter {
  /** Its name in calls by name and in URLs. */
  name: string;
  /** What its arguments are parsed by. */
  schema: z.ZodType;
  /** False where its schema has a default or is optional. */
  required: boolean;
  /** The schema as JSON Schema; empty where it allows anything. */
  jsonSchema: Record<string, unknown>;
}

/** A task, as `defineTask` makes it. A module that exports such is a registry. */
export interface Task<N extends string = string, P extends Params = Params, R = unknown> {
  /** What callers name it by. */
  readonly name: N;
  /** One line for the people who list the tasks; empty where none was given. */
  readonly description: string;
  /** The schemas as given. */
  readonly params: P;
  /** The parameters in the order of positional arguments. */
  readonly parameters: readonly Parameter[];
  /** Whether it may be begun by GET on its call URL. */
  readonly url: boolean;
  /** Who may keep its results besides whoever asked. */
  readonly cache: 'private' | 'public';
  /** That all callers may see each other's results. */
  readonly callersShare: boolean;
  /** With the defaults filled in. */
  readonly policy: Policy;
  /** The task's code. */
  readonly run: (args: ParsedArgs<P>, context: TaskContext) => R | Promise<R>;
}

const taskName = /^[a-z][a-z0-9-]{0,63}$/;
const parameterName = /^[a-z][A-Za-z0-9_]{0,63}$/;

/**
 * Defines a task: a named unit of work with typed parameters and a policy.
 *
 * ```ts
 * import { defineTask } from 'madrona-async';
 * import * as z from 'zod';
 *
 * export const add = defineTask({
 *   name: 'add',
 *   params: { x: z.number(), y: z.number().default(1) },
 *   url: true,
 *   run: ({ x, y }) => x + y,
 * });
 * ```
 *
 * Throws a `TypeError` where the name or a parameter's name is not allowed, a required parameter comes after
 * an optional one, a schema has no JSON Schema (`z.date()`, `z.bigint()` …), is asynchronous, coerces or
 * transforms, a default is not itself an argument that is taken, or the policy is out of range.
 */
export function defineTask<const N extends string, P extends Params, R>(
  definition: TaskDefinition<N, P, R>,
): Task<N, P, R> {
  const { name, description = '', params, url = false, run } = definition;
  const { cache = 'private', callersShare = false } = definition;
  if (!taskName.test(name)) {
    throw new TypeError(`Task name ${JSON.stringify(name)} does not match ${taskName.source}`);
  }
  if (cache !== 'private' && cache !== 'public') {
    throw new TypeError(
      `Task ${name}: cache is ${JSON.stringify(cache)}; private and public are allowed`,
    );
  }
  return {
    name,
    description,
    params,
    parameters: describeParameters(name, params),
    url,
    cache,
    callersShare,
    policy: policyOf(name, definition.policy),
    run,
  };
}

function policyOf(name: string, given: Partial<Policy> | undefined): Policy {
  try {
    return parsePolicy(given);
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new TypeError(`Task ${name}: policy: ${reason}`, { cause });
  }
}

function describeParameters(task: string, params: Params): Parameter[] {
  let optional: string | undefined;
  return Object.entries(params).map(([name, schema]) => {
    if (!parameterName.test(name)) {
      throw new TypeError(
        `Task ${task}: parameter name ${JSON.stringify(name)} does not match ${parameterName.source}`,
      );
    }
    // As in zod's own objects: z.unknown() is required, though it would take undefined.
    const required = schema._zod.optin === undefined;
    if (!required) optional ??= name;
    if (required && optional !== undefined) {
      throw new TypeError(
        `Task ${task}: required parameter ${name} comes after the optional parameter ${optional}`,
      );
    }
    return { name, schema, required, jsonSchema: jsonSchemaOf(task, name, schema) };
  });
}

function jsonSchemaOf(task: string, name: string, schema: z.ZodType): Record<string, unknown> {
  try {
    const jsonSchema = strictJsonSchema(schema);
    checkDefault(schema);
    return jsonSchema;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Task ${task}: parameter ${name}: ${reason}`, { cause });
  }
}
