import { problemTypeBase, StoreFault, TaskError, UnknownShape } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Monitor } from '../../core/monitor.ts';
import type { Api, ApiContext } from './route.ts';

/** The only place that knows which HTTP status a code has. */
const problems: Record<ErrorCode, { status: number; title: string }> = {
  'already-ended': { status: 409, title: 'The run has ended' },
  forbidden: { status: 403, title: 'Not allowed' },
  internal: { status: 500, title: 'The request failed' },
  'invalid-arguments': { status: 422, title: 'The task does not take these arguments' },
  'invalid-polling-url': { status: 422, title: 'Not a polling URL' },
  malformed: { status: 400, title: 'The request cannot be read' },
  'method-not-allowed': { status: 405, title: 'Not a method of this resource' },
  'not-acceptable': { status: 406, title: 'Answers are JSON' },
  'not-found': { status: 404, title: 'No such resource' },
  'only-if-cached': { status: 504, title: 'Nothing is kept, and this request begins nothing' },
  'polling-url-in-use': { status: 409, title: 'The polling URL stands for something else' },
  'reserved-polling-url': { status: 422, title: 'The polling URL is reserved' },
  'result-expired': { status: 410, title: 'The result is no longer kept' },
  'task-failed': { status: 409, title: 'The run failed' },
  'task-not-by-url': { status: 404, title: 'The task is not begun by its URL' },
  'task-revoked': { status: 409, title: 'The run was cancelled' },
  throttled: { status: 429, title: 'Too many requests' },
  'timed-out': { status: 504, title: 'No answer in time; what was asked may have been done' },
  'too-large': { status: 413, title: 'The request is too large' },
  unavailable: { status: 503, title: 'Not available for the moment' },
  'unknown-run': { status: 404, title: 'No such run' },
  'unknown-task': { status: 404, title: 'No such task' },
  'unsupported-media-type': { status: 415, title: 'Requests are JSON' },
  'url-too-long': { status: 414, title: 'The URL is too long' },
};

const longestDetail = 1000;

/** An answer that refuses (RFC 9457). The detail says what was wrong and what is allowed. */
export function problem(
  code: ErrorCode,
  detail: string,
  more: { members?: { run?: Monitor; requestId?: string }; headers?: Record<string, string> } = {},
): Response {
  const { status, title } = problems[code];
  const shown = detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail;
  const body = {
    type: `${problemTypeBase}${code}`,
    title,
    status,
    detail: shown.toWellFormed(),
    ...more.members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...more.headers,
    },
  });
}

/** What was thrown, as an answer. Only refusals are shown as they are; the rest stands in the log. */
export function problemOf(error: unknown, c: ApiContext, { chance, log }: Api): Response {
  if (error instanceof TaskError) return problem(error.code, error.message);
  const { requestId } = c.env;
  log.error('request failed', { requestId, error });
  if (!(error instanceof StoreFault || error instanceof UnknownShape)) {
    const detail = 'Something failed here; whoever runs this API finds it by the request ID';
    return problem('internal', detail, { members: { requestId } });
  }
  const throttled = error instanceof StoreFault && error.throttled;
  const detail = throttled
    ? 'More is asked of this API than its table or queue takes for the moment; ask again later'
    : 'It is not known whether this was done; to ask again later is safe';
  // Callers who were refused together do not return together.
  const retryAfter = 1 + Math.floor(chance.fraction() * 4);
  return problem('unavailable', detail, {
    members: { requestId },
    headers: { 'Retry-After': `${retryAfter}` },
  });
}
