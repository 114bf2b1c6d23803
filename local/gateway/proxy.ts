import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionOutcome } from '../functions/messages.ts';
import { send } from './answer.ts';
import type { Front, Refusal } from './front.ts';
import { largestBodyBytes, readBody } from './read-body.ts';

/** Rejects where the signal aborts while the event waits for its turn. */
export type Invoke = (
  functionArn: string,
  event: string,
  signal: AbortSignal,
) => Promise<FunctionOutcome>;

/** Lambda's own most for an event. */
const largestEventBytes = 6 * 1024 * 1024;

/** Answers a request by the front's function, or as the front does by itself. */
export async function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  front: Front,
  invoke: Invoke,
): Promise<void> {
  const refuse = (why: Refusal, detail: string) => send(response, front.refusal(why, detail));
  const [, path, query = ''] = /^(\/[^?]*)\??(.*)$/s.exec(request.url ?? '') ?? [];
  if (path === undefined) return refuse('malformed', 'The target of a request is a path');
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    return refuse('too-large', `The body has more than ${largestBodyBytes} bytes`);
  }
  const received = { request, path, query, body };
  const own = front.answerItself(received);
  if (own !== undefined) return send(response, own);
  const call = front.callOf(received);
  if (call === undefined) {
    return refuse('no-way-in', `The API has no ${request.method} ${path}`);
  }
  const event = JSON.stringify(call.event);
  if (Buffer.byteLength(event) > largestEventBytes) {
    return refuse(
      'too-large',
      `The request makes an event of more than ${largestEventBytes} bytes`,
    );
  }
  const { functionArn, timeoutMs } = call;
  const outcome = await inTime(timeoutMs, (signal) => invoke(functionArn, event, signal));
  if (outcome === undefined) {
    return refuse('timed-out', `The function did not answer in ${timeoutMs} ms`);
  }
  const answer = outcome.ok ? front.answerOf(outcome.payload, received) : undefined;
  if (answer === undefined) {
    return refuse('failed', 'The function failed, or what it returned is no answer');
  }
  send(response, answer);
}

/** Undefined where it takes longer; the function then goes on, unless it has not begun. */
async function inTime(
  ms: number,
  work: (signal: AbortSignal) => Promise<FunctionOutcome>,
): Promise<FunctionOutcome | undefined> {
  const signal = AbortSignal.timeout(ms);
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  const done = work(signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  return Promise.race([done, late]);
}
