import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionOutcome } from '../functions/messages.ts';
import type { ApiShape } from '../template/shape.ts';
import { matchRoute } from './match-route.ts';
import { sendRefusal } from './problem.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { largestBodyBytes, readBody } from './read-body.ts';

/** Rejects where the signal aborts while the event waits for its turn. */
export type Invoke = (
  functionArn: string,
  event: string,
  signal: AbortSignal,
) => Promise<FunctionOutcome>;

/** Lambda's own most for an event. */
const largestEventBytes = 6 * 1024 * 1024;

/** Answers a request by its function, or as API Gateway does by itself. */
export async function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  api: ApiShape,
  invoke: Invoke,
): Promise<void> {
  const [, path, query = ''] = /^(\/[^?]*)\??(.*)$/s.exec(request.url ?? '') ?? [];
  if (path === undefined) {
    return sendRefusal(response, 'malformed', 'The target of a request is a path');
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    const detail = `The body has more than ${largestBodyBytes} bytes`;
    return sendRefusal(response, 'tooLarge', detail);
  }
  const match = matchRoute(api.routes, request.method ?? '', path);
  if (match === undefined) {
    return sendRefusal(response, 'forbidden', `The API has no ${request.method} ${path}`);
  }
  const event = JSON.stringify(proxyEvent({ request, path, query, body }, match, api));
  if (Buffer.byteLength(event) > largestEventBytes) {
    const detail = `The request makes an event of more than ${largestEventBytes} bytes`;
    return sendRefusal(response, 'tooLarge', detail);
  }
  const { functionArn, timeoutMs } = match.route;
  const outcome = await inTime(timeoutMs, (signal) => invoke(functionArn, event, signal));
  if (outcome === undefined) {
    return sendRefusal(response, 'timedOut', `The function did not answer in ${timeoutMs} ms`);
  }
  const answer = outcome.ok ? proxyAnswer(outcome.payload) : undefined;
  if (answer === undefined) {
    return sendRefusal(response, 'failed', 'The function failed, or what it returned is no answer');
  }
  response.statusCode = answer.status;
  response.setHeaders(new Map(Object.entries(answer.headers))).end(answer.body);
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
