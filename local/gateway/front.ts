import type { ApiShape } from '../template/shape.ts';
import type { Answer } from './answer.ts';
import { functionUrlFront } from './function-url-front.ts';
import { httpFront } from './http-front.ts';
import type { Received } from './received.ts';
import { restFront } from './rest-front.ts';

/** What one kind of front makes of a request, and of what its function returned. */
export interface Front {
  /** What it answers without its function; undefined where it calls that. */
  answerItself(received: Received): Answer | undefined;
  /** The call that a request becomes; undefined where no way in is for it. */
  callOf(received: Received): Call | undefined;
  /** What a function returned, as it is answered; undefined where it is malformed. */
  answerOf(payload: string, received: Received): Answer | undefined;
  /** What it answers by itself, in its own form. */
  refusal(why: Refusal, detail: string): Answer;
}

export interface Call {
  functionArn: string;
  timeoutMs: number;
  event: object;
}

export type Refusal = 'malformed' | 'no-way-in' | 'too-large' | 'failed' | 'timed-out';

export function frontOf(api: ApiShape): Front {
  switch (api.front) {
    case 'rest':
      return restFront(api);
    case 'http':
      return httpFront(api);
    case 'function-url':
      return functionUrlFront(api);
  }
}
