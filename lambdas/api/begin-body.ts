import * as z from 'zod';
import { TaskError } from '../../core/errors.ts';
import { argsLimitBytes } from '../../core/message.ts';

/** Room for the largest arguments with each character written as `\uXXXX`, and for all else. */
export const bodyLimitBytes = 6 * argsLimitBytes + 16 * 1024;

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

export type BeginBody = z.infer<typeof bodySchema>;

const form =
  'allowed is a JSON object with task (string) and, where wanted, args (array), kwargs (object), ' +
  'pollingUrl (string), taskId (string), checkRunning, cacheResults, reuse (booleans)';

/** Throws `too-large` and `malformed`, naming the member. */
export function parseBeginBody(bytes: ArrayBuffer): BeginBody {
  if (bytes.byteLength > bodyLimitBytes) {
    const size = `The body takes ${bytes.byteLength} bytes`;
    throw new TaskError('too-large', `${size}; at most ${bodyLimitBytes} are allowed`);
  }
  const parsed = bodySchema.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const place = path.length === 0 ? 'the body' : path.join('.');
    return `${place}: ${message.slice(0, 200)}`;
  });
  throw new TaskError('malformed', `${faults.join('; ')}; ${form}`);
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TaskError('malformed', `The body is not JSON in UTF-8: ${reason}`, { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
