import * as z from 'zod';
import type { Monitor, Outcome } from './monitor.ts';

/**
 * What a begin says to its caller, by what it did: plain text, in which `{task}`, `{taskId}` and `{pollingUrl}` are
 * filled in. Who puts it into a page escapes it.
 */
export interface StatusTexts extends Record<Outcome, string> {
  /** A run has begun. @default - the original's sentence */
  started: string;
  /** One that is in flight was joined. @default - the original's sentence */
  running: string;
  /** One has ended, and its outcome is the answer. @default - a sentence that says so */
  cached: string;
  /** A result is the answer though it is no longer fresh. @default - a sentence that says so */
  stale: string;
}

/** The first two are the original's. */
export const defaultStatusTexts: StatusTexts = {
  started: 'This process has begun and will be running in the background.',
  running: 'This process is currently running in the background.',
  cached: 'This process has already run, and its outcome is kept.',
  stale: 'This process has already run; its result is shown while it is brought up to date.',
};

const statusTextsSchema = z.strictObject({
  started: z.string().default(defaultStatusTexts.started),
  running: z.string().default(defaultStatusTexts.running),
  cached: z.string().default(defaultStatusTexts.cached),
  stale: z.string().default(defaultStatusTexts.stale),
});

/** The owner's words, as JSON, over the default ones. Throws a `ZodError` or `SyntaxError` where they are none. */
export function parseStatusTexts(json = '{}'): StatusTexts {
  return statusTextsSchema.parse(JSON.parse(json));
}

/** Fills a template in. It is text: who puts it into a page escapes it. */
export function statusTextOf(
  texts: StatusTexts,
  outcome: Outcome,
  { task, taskId, pollingUrl }: Pick<Monitor, 'task' | 'taskId' | 'pollingUrl'>,
): string {
  const values: Record<string, string> = { task, taskId, pollingUrl: pollingUrl ?? '' };
  return texts[outcome].replace(/\{(task|taskId|pollingUrl)\}/g, (_, name: string) => {
    return values[name] ?? '';
  });
}
