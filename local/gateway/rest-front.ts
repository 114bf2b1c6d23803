import type { RestShape } from '../template/shape.ts';
import type { Front, Refusal } from './front.ts';
import { matchRoute } from './match-route.ts';
import { refuse, type RefusalName } from './problem.ts';
import { restAnswer } from './rest-answer.ts';
import { restEvent } from './rest-event.ts';

const names: Record<Refusal, RefusalName> = {
  malformed: 'malformed',
  'no-way-in': 'forbidden', // as API Gateway has it, for a path that it does not know
  'too-large': 'tooLarge',
  failed: 'failed',
  'timed-out': 'timedOut',
};

/** A REST API, whose own answers infra has made problems of. */
export function restFront(api: RestShape): Front {
  return {
    answerItself: () => undefined,
    callOf(received) {
      const match = matchRoute(api.routes, received.request.method ?? '', received.path);
      if (match === undefined) return undefined;
      const { functionArn, timeoutMs } = match.route;
      return { functionArn, timeoutMs, event: restEvent(received, match, api) };
    },
    answerOf: restAnswer,
    refusal: (why, detail) => refuse(names[why], detail),
  };
}
