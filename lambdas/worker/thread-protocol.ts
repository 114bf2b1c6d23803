import * as z from 'zod';

const runError = z.object({ name: z.string(), message: z.string() });

const attemptEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('returned'), json: z.string() }),
  z.object({ kind: z.literal('threw'), error: runError, permanent: z.boolean() }),
]);

const progress = z.object({
  current: z.number(),
  total: z.number().nullable(),
  message: z.string().nullable(),
});

const logLine = z.object({ message: z.string(), fields: z.unknown().optional() });

/** What the worker tells a thread. One job at a time, so an abort is of the one that runs. */
export const threadOrder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('job'),
    job: z.object({ taskId: z.string(), task: z.string(), args: z.string(), attempt: z.number() }),
  }),
  z.object({ kind: z.literal('abort'), reason: runError }),
]);

/**
 * What a thread tells the worker. `started` comes before any of the task's code runs, so a thread that ends
 * without it has not begun the job. `leftOver` names what the task left open, as Node calls it.
 */
export const threadReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('progress'), json: jsonOf(progress) }),
  z.object({ kind: z.literal('log'), json: jsonOf(logLine) }),
  z.object({
    kind: z.literal('ended'),
    end: attemptEnd,
    stack: z.string().nullable(),
    leftOver: z.array(z.string()),
  }),
]);

export type ThreadOrder = z.infer<typeof threadOrder>;
/** As a thread sends it: with JSON text. */
export type ThreadReport = z.input<typeof threadReport>;
export type Ended = Extract<ThreadReport, { kind: 'ended' }>;

function jsonOf<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
