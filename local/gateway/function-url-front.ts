import { functionTimeoutMs } from '../../core/times.ts';
import type { CorsShape, FunctionUrlShape } from '../template/shape.ts';
import type { Answer } from './answer.ts';
import type { Front, Refusal } from './front.ts';
import { httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import type { Received } from './received.ts';

const sayings: Record<Refusal, [status: number, message: string]> = {
  malformed: [400, 'Bad Request'],
  'no-way-in': [404, 'Not Found'],
  'too-large': [413, 'Request must be smaller than 6291456 bytes for the InvokeFunction operation'],
  failed: [502, 'Internal Server Error'],
  'timed-out': [504, 'Gateway Timeout'],
};

/** A function URL: it has every path, and no time-out but its function's. */
export function functionUrlFront({ id, functionArn, cors }: FunctionUrlShape): Front {
  return {
    answerItself: (received) => (cors === undefined ? undefined : preflight(received, cors)),
    callOf: (received) => ({
      functionArn,
      timeoutMs: functionTimeoutMs,
      event: httpEvent(received, {
        routeKey: '$default',
        rawPath: received.path,
        apiId: id,
        pathParameters: {},
      }),
    }),
    answerOf(payload, { request }) {
      const answer = httpAnswer(payload);
      const added = cors === undefined ? {} : corsHeaders(request.headers.origin, cors);
      return answer && { ...answer, headers: { ...answer.headers, ...added } };
    },
    refusal(why) {
      const [status, Message] = sayings[why];
      const headers = { 'Content-Type': 'application/json' };
      return { status, headers, body: JSON.stringify({ Message }) };
    },
  };
}

function preflight({ request }: Received, cors: CorsShape): Answer | undefined {
  const { origin } = request.headers;
  const isPreflight =
    request.method === 'OPTIONS' &&
    origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined;
  if (!isPreflight) return undefined;
  const headers = corsHeaders(origin, cors);
  return { status: 200, headers, body: '' };
}

/** None for an origin that is not allowed. */
function corsHeaders(origin: string | undefined, cors: CorsShape): Record<string, string> {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge } = cors;
  const isAllowed = allowOrigins.includes('*') || allowOrigins.includes(origin ?? '');
  if (origin === undefined || !isAllowed) return {};
  return {
    'Access-Control-Allow-Origin': allowOrigins.includes('*') ? '*' : origin,
    'Access-Control-Allow-Methods': allowMethods.join(','),
    'Access-Control-Allow-Headers': allowHeaders.join(','),
    'Access-Control-Expose-Headers': exposeHeaders.join(','),
    'Access-Control-Max-Age': `${maxAge}`,
  };
}
