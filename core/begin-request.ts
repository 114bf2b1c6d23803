import * as z from 'zod';
import type { BeginRequest } from './begin.ts';
import { bindArgs } from './bind.ts';
import { canonicalKeyUrl } from './call-url.ts';
import { noDirectives } from './directives.ts';
import { TaskError } from './errors.ts';
import { jsonExtent } from './json-extent.ts';
import { parseTaskId } from './key.ts';
import { argsLimitBytes } from './message.ts';
import type { Registry } from './registry.ts';

/** Room for the largest arguments with each character written as `\uXXXX`, and for all else. */
export const bodyLimitBytes = 6 * argsLimitBytes + 16 * 1024;

const mostLevels = 100_000;

/** For a body without white space and escapes, with room for all that is no argument. */
const mostLeastBytes = argsLimitBytes + 16 * 1024;

const bodySchema = z.strictObject({
  task: z.string(),
  args: z.array(z.unknown()).default([]),
  // Not z.record(), which passes over `__proto__`.
  kwargs: z.custom<Record<string, unknown>>(isObject, 'Invalid input: expected object').default({}),
  pollingUrl: z.string().optional(),
  taskId: z.string().optional(),
  checkRunning: z.boolean().default(true),
  cacheResults: z.boolean().default(true),
  reuse: z.boolean().default(false),
});

/** A body that begins a run, as its caller writes it. */
export type BeginBody = z.input<typeof bodySchema>;

const form =
  'allowed is a JSON object with task (string) and, where wanted, args (array), kwargs (object), ' +
  'pollingUrl (string), taskId (string), checkRunning, cacheResults, reuse (booleans)';

/**
 * What a body of JSON in UTF-8 asks to begin: `check_status_or_begin` of the original, with its arguments
 * bound and its URL canonical.
 *
 * Throws `too-large` and `malformed`, naming the member, `unknown-task`, `invalid-arguments`,
 * `invalid-polling-url` and `reserved-polling-url`.
 */
export function parseBeginRequest(
  body: ArrayBuffer | Uint8Array,
  registry: Registry,
): BeginRequest {
  const asked = parseBody(body);
  const task = registry.get(asked.task);
  const bound = bindArgs(task, asked.args, asked.kwargs);
  const { pollingUrl, cacheResults, reuse } = asked;
  const taskId = parseTaskId(asked.taskId ?? '') ?? null;
  const namesNoRun = asked.taskId !== undefined && taskId === null;
  return {
    task,
    bound,
    pollingUrl:
      pollingUrl === undefined ? null : canonicalKeyUrl(pollingUrl, task, bound, registry),
    taskId,
    // An unknown task ID begins a run whatever is in flight, and so does what cannot be one.
    checkRunning: asked.checkRunning && !namesNoRun,
    cacheResults,
    reuse: reuse ? noDirectives : null,
  };
}

function parseBody(body: ArrayBuffer | Uint8Array): z.infer<typeof bodySchema> {
  if (body.byteLength > bodyLimitBytes) {
    const size = `The body takes ${body.byteLength} bytes`;
    throw new TaskError('too-large', `${size}; at most ${bodyLimitBytes} are allowed`);
  }
  refuseOvergrown(new Uint8Array(body));
  const parsed = bodySchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const place = path.length === 0 ? 'the body' : path.join('.');
    return `${place}: ${message.slice(0, 200)}`;
  });
  throw new TaskError('malformed', `${faults.join('; ')}; ${form}`);
}

/** Arguments may be no larger as they are sent than as they are stored: a parser and a schema would take up to a second. */
function refuseOvergrown(body: Uint8Array): void {
  const { levels, leastBytes } = jsonExtent(body);
  if (levels > mostLevels) {
    throw new TaskError(
      'malformed',
      `The body has ${levels} levels; at most ${mostLevels} are read`,
    );
  }
  if (leastBytes > mostLeastBytes) {
    throw new TaskError(
      'too-large',
      `The body has at least ${leastBytes} bytes of JSON; at most ${mostLeastBytes} are allowed, ${argsLimitBytes} for arguments`,
    );
  }
}

function parseJson(body: ArrayBuffer | Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TaskError('malformed', `The body is not JSON in UTF-8: ${reason}`, { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
