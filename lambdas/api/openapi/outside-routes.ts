import type { ErrorCode } from '../../../core/errors.ts';
import type { HeaderUses, Schema } from './operation.ts';
import { problemAnswers, problemResponse } from './problem-answers.ts';
import { headersOf } from './response-headers.ts';
import { component } from './schemas.ts';

const preflight: HeaderUses = {
  always: [
    'Access-Control-Allow-Methods',
    'Access-Control-Allow-Headers',
    'Access-Control-Max-Age',
  ],
};

/** The answers that belong to no operation of the document. */
export function outsideRoutes(isForPages: boolean): Record<string, Schema> {
  return {
    options: {
      description: 'The methods that are allowed here; nothing is done.',
      headers: headersOf({ always: ['Allow'] }, isForPages),
    },
    ...(isForPages
      ? {
          preflight: {
            description: 'What pages of this origin may send.',
            headers: headersOf(preflight, isForPages),
          },
          ...refusals('preflight-refused', 'forbidden', isForPages),
        }
      : {}),
    ...refusals('not-found', 'not-found', isForPages),
    ...refusals('method-not-allowed', 'method-not-allowed', isForPages),
    ...refusals('not-acceptable', 'not-acceptable', isForPages),
    front: {
      description: 'An answer of what stands before the API.',
      content: {
        'application/problem+json': {
          schema: component('Problem'),
        },
        'application/json': { schema: component('FrontMessage') },
      },
    },
  };
}

function refusals(name: string, code: ErrorCode, isForPages: boolean): Record<string, Schema> {
  const answers = problemAnswers([code]);
  return Object.fromEntries(answers.map((answer) => [name, problemResponse(answer, isForPages)]));
}
