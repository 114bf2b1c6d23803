import * as z from 'zod';
import { asciiJson } from './canonical-json.ts';
import { TaskError, UnknownShape } from './errors.ts';
import { utf8Bytes } from './utf8-bytes.ts';

const messageVersion = 1;

/** The most that the arguments of a run may take, as canonical JSON in UTF-8. */
export const argsLimitBytes = 200 * 1024;

const messageSchema = z.object({
  v: z.literal(messageVersion),
  key: z.string(),
  run: z.string(),
  /** The run that the head held when this one was begun; null where there was no head. */
  expects: z.string().nullable(),
  task: z.string(),
  /** Canonical JSON of the arguments, as text: some queues write a JSON body anew. */
  args: z.string(),
  digest: z.string(),
  /** The canonical polling URL; null where the key is random. */
  url: z.string().nullable(),
  createdAt: z.string(),
});

/** All that is needed to begin a run and to work on it: it exists before the run's head does. */
export type RunMessage = z.infer<typeof messageSchema>;

/**
 * ASCII throughout: SQS replaces characters that XML does not allow.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function encodeMessage(message: Omit<RunMessage, 'v'>): string {
  return asciiJson(JSON.stringify({ v: messageVersion, ...message }));
}

/** Throws `UnknownShape` for a message that this code cannot read: it is given back, never dropped. */
export function decodeMessage(body: string): RunMessage {
  const parsed = messageSchema.safeParse(jsonOrUndefined(body));
  if (parsed.success) return parsed.data;
  throw new UnknownShape(`A message of an unknown shape: ${z.prettifyError(parsed.error)}`);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws `too-large`, naming size and limit. */
export function checkArgsSize(args: string): void {
  const bytes = utf8Bytes(args);
  if (bytes <= argsLimitBytes) return;
  throw new TaskError(
    'too-large',
    `The arguments take ${bytes} bytes as JSON; at most ${argsLimitBytes} are allowed`,
  );
}
