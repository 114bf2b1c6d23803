import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { problemTypeBase, type ErrorCode } from '../core/errors.ts';

interface GatewayProblem {
  on: readonly ResponseType[];
  code: ErrorCode;
  title: string;
  /** Unknown where one answer stands for several. */
  status?: number;
  retryAfterSeconds?: number;
}

const problems: readonly GatewayProblem[] = [
  {
    on: [
      ResponseType.ACCESS_DENIED,
      ResponseType.EXPIRED_TOKEN,
      ResponseType.INVALID_SIGNATURE,
      ResponseType.MISSING_AUTHENTICATION_TOKEN,
      ResponseType.WAF_FILTERED,
    ],
    code: 'forbidden',
    title: 'Not allowed',
    status: 403,
  },
  {
    on: [ResponseType.REQUEST_TOO_LARGE],
    code: 'too-large',
    title: 'The request is too large',
    status: 413,
  },
  {
    on: [ResponseType.THROTTLED, ResponseType.QUOTA_EXCEEDED],
    code: 'throttled',
    title: 'Too many requests',
    status: 429,
    retryAfterSeconds: 1,
  },
  {
    on: [ResponseType.INTEGRATION_TIMEOUT, ResponseType.INTEGRATION_FAILURE],
    code: 'timed-out',
    title: 'No answer in time; what was asked may have been done',
    status: 504,
  },
  { on: [ResponseType.DEFAULT_4XX], code: 'malformed', title: 'The request was refused' },
  { on: [ResponseType.DEFAULT_5XX], code: 'internal', title: 'The request failed' },
];

/**
 * Gives the REST API's own refusals the shape of all others: RFC 9457, and never stored. Where pages call it,
 * any page may read them.
 */
export function addProblemResponses(api: RestApi, isCalledByPages: boolean): void {
  for (const problem of problems) {
    for (const type of problem.on) {
      api.addGatewayResponse(type.responseType, {
        type,
        ...(problem.status === undefined ? {} : { statusCode: `${problem.status}` }),
        responseHeaders: { ...headersOf(problem), ...(isCalledByPages ? corsHeaders : {}) },
        // Templates are chosen by `Accept`, with this name as the fallback; the header says what it is.
        templates: { 'application/json': templateOf(problem) },
      });
    }
  }
}

// One header cannot name several origins, and a refusal by the gateway tells nobody's secrets.
const corsHeaders = {
  'Access-Control-Allow-Origin': "'*'",
  'Access-Control-Expose-Headers': "'Retry-After'",
};

function headersOf({ retryAfterSeconds }: GatewayProblem): Record<string, string> {
  return {
    'Content-Type': "'application/problem+json'",
    'Cache-Control': "'no-store'",
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': `'${retryAfterSeconds}'` }),
  };
}

function templateOf({ code, title, status }: GatewayProblem): string {
  const members = JSON.stringify({ type: problemTypeBase + code, title, status });
  // The variable brings its own quotes.
  return members.replace(/}$/, ',"detail":$context.error.messageString}');
}
