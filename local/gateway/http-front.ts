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

/**
 * An HTTP API. It decodes a path, cuts it at a `?`, decodes what is left once more, and refuses what cannot be.
 * Captured on AWS: https://github.com/hotsock/voker/blob/main/vokerhttp/testdata/ingress-paths.json
 */
export function httpFront(api: HttpShape): Front {
  return {
    answerItself: ({ path }) =>
      pathOf(path) === undefined ? saying(...sayings.malformed) : undefined,
    callOf(received) {
      const rawPath = pathOf(received.path) ?? received.path;
      const match = matchRoute(api.routes, received.request.method ?? '', rawPath, asItIs);
      if (match === undefined) return undefined;
      const { functionArn, timeoutMs, method, path } = match.route;
      const event = httpEvent(received, {
        routeKey: `${method} ${path}`,
        rawPath,
        apiId: api.id,
        pathParameters: match.parameters,
      });
      return { functionArn, timeoutMs, event };
    },
    answerOf: httpAnswer,
    refusal: (why) => saying(...sayings[why]),
  };
}

const asItIs = (text: string) => text;

function pathOf(sent: string): string | undefined {
  try {
    const [cut = ''] = decodeURIComponent(sent).split('?');
    return decodeURIComponent(cut);
  } catch {
    return undefined;
  }
}

function saying(status: number, message: string): Answer {
  const headers = { 'Content-Type': 'application/json' };
  return { status, headers, body: JSON.stringify({ message }) };
}
