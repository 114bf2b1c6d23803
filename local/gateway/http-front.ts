import type { HttpShape } from '../template/shape.ts';
import type { Answer } from './answer.ts';
import type { Front, Refusal } from './front.ts';
import { httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { matchRoute } from './match-route.ts';

/** What an HTTP API says by itself, which no template can change. */
const sayings: Record<Refusal, [status: number, message: string]> = {
  malformed: [400, 'Bad Request'],
  'no-way-in': [404, 'Not Found'],
  'too-large': [413, 'Request Entity Too Large'],
  failed: [500, 'Internal Server Error'],
  'timed-out': [503, 'Service Unavailable'],
};

/** An HTTP API: its paths come decoded, and what stands after a decoded `?` is lost. */
export function httpFront(api: HttpShape): Front {
  return {
    answerItself: () => undefined,
    callOf(received) {
      const match = matchRoute(api.routes, received.request.method ?? '', received.path);
      if (match === undefined) return undefined;
      const { functionArn, timeoutMs, method, path } = match.route;
      const [rawPath = ''] = decoded(received.path).split('?');
      const pathParameters = Object.fromEntries(
        Object.entries(match.parameters).map(([name, value]) => [name, value.split('?')[0] ?? '']),
      );
      const event = httpEvent(received, {
        routeKey: `${method} ${path}`,
        rawPath,
        apiId: api.id,
        pathParameters,
      });
      return { functionArn, timeoutMs, event };
    },
    answerOf: httpAnswer,
    refusal: (why) => saying(...sayings[why]),
  };
}

function saying(status: number, message: string): Answer {
  const headers = { 'Content-Type': 'application/json' };
  return { status, headers, body: JSON.stringify({ message }) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
