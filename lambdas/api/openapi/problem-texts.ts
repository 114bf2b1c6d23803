import type { ErrorCode } from '../../../core/errors.ts';
import type { HeaderUses } from './operation.ts';

/** What a caller is told of a problem besides its status and title. */
export interface ProblemText {
  /** When it is answered. */
  when: string;
  /** What its caller may do. */
  then: string;
  /** Whether it has the member `run`, the monitor of the run that it speaks of. */
  run?: 'always' | 'sometimes';
  /** Whether it has the member `requestId`, which stands in the log. */
  requestId?: true;
  headers?: HeaderUses;
  /** Who answers it: this API, the gateway of a REST API, or either. */
  by: 'api' | 'gateway' | 'both';
}

/** A request may have been kept waiting before it is refused so. */
const waited = { sometimes: ['Preference-Applied'] } as const satisfies HeaderUses;

const failed = {
  run: 'always',
  headers: { always: ['Cache-Status'], ...waited },
  by: 'api',
} as const satisfies Partial<ProblemText>;

export const problemTexts: Record<ErrorCode, ProblemText> = {
  'already-ended': {
    when: 'A run is to be cancelled that has ended as SUCCESS or FAILURE.',
    then: 'Nothing: it does no more work. `run` says how it ended.',
    run: 'always',
    by: 'api',
  },
  forbidden: {
    when:
      'The gateway’s authoriser lets the request not through; or a page of an origin that is not among `corsOrigins` ' +
      'asks leave to call, or cancels.',
    then: 'Sign the request, or renew what it is signed with; let the owner add the origin.',
    by: 'both',
  },
  'idempotency-key-reused': {
    when: 'The `Idempotency-Key` has been sent with another request within 24 hours.',
    then: 'Send a new key with a new request, and the same one only to send the same request again.',
    run: 'always',
    by: 'api',
  },
  internal: {
    when: 'Something failed that nobody foresaw. Details are in the log alone.',
    then: 'Tell whoever runs the API the `requestId`.',
    requestId: true,
    headers: waited,
    by: 'both',
  },
  'invalid-arguments': {
    when: 'Arguments are missing, unexpected, given twice or too many, or not what their parameters take.',
    then: 'Correct what the detail names; `GET /v1/definitions` has each parameter’s schema.',
    by: 'api',
  },
  'invalid-polling-url': {
    when: 'A polling URL is neither `/path` nor `http(s)://host/…`, is too long, or holds what no URL may hold.',
    then: 'Give a path or an absolute URL of at most 2,048 bytes.',
    by: 'api',
  },
  malformed: {
    when:
      'The body is not JSON of the form that is asked for, a path segment is not percent-encoded UTF-8, or the query of a ' +
      'read has anything but one `pollingUrl`.',
    then: 'Correct what the detail names. A polling URL in a query is percent-encoded as a whole.',
    by: 'both',
  },
  'method-not-allowed': {
    when: 'There is a resource at this path, but not for this method.',
    then: 'Use one of the methods in `Allow`.',
    headers: { always: ['Allow'] },
    by: 'api',
  },
  'not-acceptable': {
    when: '`Accept` leaves out `application/json`, or `text/html` where that is answered. It is decided before anything begins.',
    then: 'Accept the type that the detail names, or leave the header out.',
    by: 'api',
  },
  'not-found': {
    when: 'There is nothing at this path.',
    then: 'Use one of the paths that the detail lists.',
    by: 'api',
  },
  'only-if-cached': {
    when:
      'No outcome that would do is kept, and the request is one that begins and joins nothing: `only-if-cached`, HEAD, a ' +
      'prefetch, or what a page of another origin loads, frames or fetches without leave.',
    then: 'Ask by GET, and from a page by `fetch`, of whose origin `corsOrigins` says that it may. Where a run is in flight, `run` is its monitor, and may be polled.',
    run: 'sometimes',
    headers: { always: ['Cache-Status'] },
    by: 'api',
  },
  'polling-url-in-use': {
    when:
      'The polling URL stands for a run of another task, or with other arguments, that is in flight or has an outcome that ' +
      'is still served.',
    then: 'Ask with the same task and arguments, or by another polling URL. `run` is the run that has it.',
    run: 'always',
    by: 'api',
  },
  'reserved-polling-url': {
    when: 'A polling URL under `/v1/run/` does not spell the call that is begun.',
    then: 'Use the call URL of this very call, or a polling URL elsewhere.',
    by: 'api',
  },
  'result-expired': {
    when: 'A run is asked by its ID for a result that is kept no longer.',
    then: 'Begin it again.',
    headers: waited,
    by: 'api',
  },
  'task-failed': {
    when: 'The run failed, after all attempts that its task’s policy allows, and there is no result to serve.',
    then:
      'Read `run.error`. A begin after `max-age` seconds starts a new run; before, the failure is remembered and answered ' +
      'again.',
    ...failed,
  },
  'task-not-by-url': {
    when: 'The task is not one that GET may begin, since running it twice may do harm.',
    then: 'Begin it by `POST /v1/tasks`.',
    by: 'api',
  },
  'task-revoked': {
    when: 'The run was cancelled, and there is no result to serve.',
    then: 'Begin it again, which starts a new run after `max-age` seconds.',
    ...failed,
  },
  throttled: {
    when: 'The gateway is asked for more than its owner allows.',
    then: 'Ask again after `Retry-After` seconds, and more slowly.',
    headers: { always: ['Retry-After'] },
    by: 'gateway',
  },
  'timed-out': {
    when: 'The gateway waited in vain for the API. What was asked may have been done.',
    then: 'Ask again: by a polling URL that joins what has begun.',
    by: 'gateway',
  },
  'too-large': {
    when: 'The body, or the arguments in it, are too large: as they are sent, whatever a schema would trim or leave out, or as they would be stored.',
    then: 'Store what is large elsewhere, and hand over where it is.',
    by: 'both',
  },
  unavailable: {
    when: 'The table or the queue is throttled or does not answer. It is not known whether what was asked was done.',
    then: 'Ask again after `Retry-After` seconds: by a polling URL that joins what has begun.',
    requestId: true,
    headers: { always: ['Retry-After'], ...waited },
    by: 'api',
  },
  'unknown-run': {
    when: 'No run has this task ID, or none is kept for this polling URL: it was never begun, or its record has gone.',
    then: 'Begin it.',
    headers: waited,
    by: 'api',
  },
  'unknown-task': {
    when: 'No task has this name.',
    then: 'Use a name that the detail suggests; `GET /v1/definitions` has all.',
    by: 'api',
  },
  'unsupported-media-type': {
    when: 'The content type of a body is not `application/json`.',
    then: 'Send JSON, and say so in `Content-Type`.',
    headers: { always: ['Accept'] },
    by: 'api',
  },
  'url-too-long': {
    when: 'A call URL takes more than 2,048 bytes, with its defaults written out.',
    then: 'Begin it by `POST /v1/tasks`.',
    by: 'api',
  },
};
