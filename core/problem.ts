import type { ErrorCode } from './errors.ts';

/**
 * The HTTP status of each refusal, and its title: the only place that knows them. Not the API's, so that a
 * client without HTTP throws the same.
 */
export const problems: Record<ErrorCode, { status: number; title: string }> = {
  'already-ended': { status: 409, title: 'The run has ended' },
  forbidden: { status: 403, title: 'Not allowed' },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key came with another request',
  },
  internal: { status: 500, title: 'The request failed' },
  'invalid-arguments': { status: 422, title: 'The task does not take these arguments' },
  'invalid-polling-url': { status: 422, title: 'Not a polling URL' },
  malformed: { status: 400, title: 'The request cannot be read' },
  'method-not-allowed': { status: 405, title: 'Not a method of this resource' },
  'not-acceptable': { status: 406, title: 'Not an accepted type' },
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

/** The message of a refusal as its caller is shown it: well-formed and not too long. */
export function detailOf(message: string): string {
  const shown = message.length > longestDetail ? `${message.slice(0, longestDetail)}…` : message;
  return shown.toWellFormed();
}
