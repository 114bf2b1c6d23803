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

/** What it takes of the room that the thread shares with the worker. */
const size = z.number();

const outputs = z.enum(['stdout', 'stderr']);

const logLine = z.object({ message: z.string(), fields: z.unknown().optional() });

/** What a thread is started with. */
export const threadData = z.object({ room: z.instanceof(SharedArrayBuffer) });

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
 * without it has not begun the job. `output` was written to the thread's own streams, by a job or by none.
 * `leftOver` names what the task left open, as Node calls it.
 */
export const threadReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('progress'), json: jsonOf(progress) }),
  z.object({ kind: z.literal('log'), json: jsonOf(logLine), size }),
  z.object({ kind: z.literal('output'), to: outputs, bytes: z.instanceof(Uint8Array), size }),
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
/** As the worker reads it, but for what is no job's. */
export type JobReport = Exclude<z.output<typeof threadReport>, { kind: 'output' }>;
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
