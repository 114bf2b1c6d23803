import * as z from 'zod';
import { parsePolicy, type Policy } from './policy.ts';
import { checkDefault, strictJsonSchema } from './strict-schema.ts';

/** Parameters in their declared order, which is the order of positional arguments. */
export type Params = Record<string, z.ZodType>;

/** Arguments as the task gets them: parsed, with defaults filled in. */
export type ParsedArgs<P extends Params> = { [K in keyof P]: z.output<P[K]> };

/** What a task's code is given besides its arguments. */
export interface TaskContext {
  /** Names the run: the same in every attempt, for the idempotence of the task's own effects. */
  readonly taskId: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborts on cancel and at the time-out; 2 s later the task's thread is ended. */
  readonly signal: AbortSignal;
  /** Shows how far the run has come. May be called as often as one likes: it is written at most once a second. */
  progress(progress: { current: number; total?: number; message?: string }): void;
  /** Writes one line of the worker's log, with the task ID. */
  log(message: string, fields?: Record<string, unknown>): void;
}

export interface TaskDefinition<N extends string, P extends Params, R> {
  /** `/^[a-z][a-z0-9-]{0,63}$/`, as it stands in URLs. */
  name: N;
  /** One line for the people who list the tasks. */
  description?: string;
  params: P;
  /** Whether it may be begun by GET on its call URL: only where running twice harms nobody. False by default. */
  url?: boolean;
  policy?: Partial<Policy>;
  /** Returns, or resolves to, what JSON can hold. Heavy libraries are imported inside. */
  run(args: ParsedArgs<P>, context: TaskContext): R | Promise<R>;
}

/** A parameter's types in JSON Schema; empty where the schema allows any. */
export interface Parameter {
  name: string;
  schema: z.ZodType;
  required: boolean;
  jsonSchema: Record<string, unknown>;
}

export interface Task<N extends string = string, P extends Params = Params, R = unknown> {
  readonly name: N;
  readonly description: string;
  readonly params: P;
  readonly parameters: readonly Parameter[];
  readonly url: boolean;
  readonly policy: Policy;
  readonly run: (args: ParsedArgs<P>, context: TaskContext) => R | Promise<R>;
}

const taskName = /^[a-z][a-z0-9-]{0,63}$/;
const parameterName = /^[a-z][A-Za-z0-9_]{0,63}$/;

/**
 * Defines a task: a named unit of work with typed parameters and a policy.
 *
 * Throws a `TypeError` where the name or a parameter's name is not allowed, a required parameter comes after
 * an optional one, a schema has no JSON Schema (`z.date()`, `z.bigint()` …), is asynchronous, coerces or
 * transforms, a default is not itself an argument that is taken, or the policy is out of range.
 *
 * ```ts
 * export const add = defineTask({
 *   name: 'add',
 *   params: { x: z.number(), y: z.number() },
 *   run: ({ x, y }) => x + y,
 * });
 * ```
 */
export function defineTask<const N extends string, P extends Params, R>(
  definition: TaskDefinition<N, P, R>,
): Task<N, P, R> {
  const { name, description = '', params, url = false, run } = definition;
  if (!taskName.test(name)) {
    throw new TypeError(`Task name ${JSON.stringify(name)} does not match ${taskName.source}`);
  }
  return {
    name,
    description,
    params,
    parameters: describeParameters(name, params),
    url,
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
