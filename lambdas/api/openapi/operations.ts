import type { ErrorCode } from '../../../core/errors.ts';
import type { RouteName } from '../routes.ts';
import { result, monitor, inFlight, begun, unchangedResult, unchangedMonitor } from './answers.ts';
import type { Operation, Parameter, RequestHeader } from './operation.ts';
import { component } from './schemas.ts';

/** Whatever is asked. */
const anywhere = ['not-acceptable', 'internal'] as const satisfies ErrorCode[];
/** Whatever asks the table. */
const stored = [...anywhere, 'unavailable'] as const satisfies ErrorCode[];
const byId = [...stored, 'unknown-run'] as const satisfies ErrorCode[];
const namedByUrl = [
  ...stored,
  'malformed',
  'invalid-polling-url',
  'unknown-task',
  'invalid-arguments',
] as const satisfies ErrorCode[];
const byUrl = [...namedByUrl, 'unknown-run'] as const satisfies ErrorCode[];
const unsuccessful = ['task-failed', 'task-revoked'] as const satisfies ErrorCode[];

const taskId: Parameter = {
  name: 'taskId',
  in: 'path',
  description: 'Names the run, as a monitor does. What cannot be one is unknown.',
  schema: { type: 'string' },
};

const pollingUrl: Parameter = {
  name: 'pollingUrl',
  in: 'query',
  description: 'A polling URL, percent-encoded as a whole.',
  schema: component('PollingUrl'),
  example: '/sums/2+3',
};

/** By what browsers say of it, a request may begin nothing. */
const aboutPages = [
  'Sec-Purpose',
  'Purpose',
  'X-Moz',
  'Sec-Fetch-Site',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Dest',
  'Origin',
] as const satisfies RequestHeader[];

/** By task ID and by polling URL alike. */
const readsMonitor = {
  headers: ['Cache-Control', 'If-None-Match', 'Prefer'],
  answers: { 200: monitor, 304: unchangedMonitor },
} as const satisfies Partial<Operation>;

const readsResult = {
  headers: ['Cache-Control', 'If-None-Match', 'Prefer'],
  answers: { 200: result, 202: inFlight, 304: unchangedResult },
} as const satisfies Partial<Operation>;

/** What the document says of each route: one without does not compile. */
export const operations: Record<RouteName, Operation> = {
  'GET /v1/run/{call+}': {
    id: 'run',
    summary: 'A URL that computes',
    description:
      'Its result where one is kept that will do, else its run, joined or begun. Arguments follow the task as segments in ' +
      'declared order, or by name in the query. HEAD begins nothing.',
    headers: ['Cache-Control', 'Pragma', 'If-None-Match', 'Prefer', ...aboutPages],
    answers: {
      200: result,
      202: { ...begun, headers: { always: ['Location', 'Retry-After', 'Cache-Status'] } },
      304: unchangedResult,
    },
    problems: [
      ...byId,
      ...unsuccessful,
      'malformed',
      'unknown-task',
      'task-not-by-url',
      'invalid-arguments',
      'url-too-long',
      'only-if-cached',
    ],
  },
  'POST /v1/tasks': {
    id: 'begin',
    summary: 'Begins a run, or finds one',
    description:
      'Joins the run in flight for the polling URL, or begins one. The monitor is the answer, never the result.',
    headers: ['Cache-Control', 'Prefer', 'Idempotency-Key'],
    body: component('Begin'),
    answers: {
      200: {
        description: 'An outcome was found: the monitor of its run.',
        schema: component('BegunMonitor'),
        headers: { always: ['Location'] },
        links: ['monitor', 'result'],
      },
      202: begun,
    },
    problems: [
      ...stored,
      'malformed',
      'idempotency-key-reused',
      'too-large',
      'unsupported-media-type',
      'unknown-task',
      'unknown-run',
      'invalid-arguments',
      'invalid-polling-url',
      'reserved-polling-url',
      'polling-url-in-use',
    ],
  },
  'GET /v1/tasks/{taskId}': {
    id: 'monitor',
    summary: 'The monitor of a run',
    description: 'Where the run is.',
    parameters: [taskId],
    ...readsMonitor,
    problems: byId,
  },
  'GET /v1/tasks/{taskId}/result': {
    id: 'result',
    summary: 'The result of a run',
    description: 'What has become of the run; nothing begins.',
    parameters: [taskId],
    ...readsResult,
    problems: [...byId, ...unsuccessful, 'result-expired'],
  },
  'POST /v1/tasks/{taskId}/cancel': {
    id: 'cancel',
    summary: 'Cancels a run',
    description: 'For all who have joined it.',
    parameters: [taskId],
    headers: ['Cache-Control', 'Prefer', 'Origin', 'Sec-Fetch-Site'],
    answers: {
      200: {
        ...monitor,
        description: 'It is cancelled: its monitor.',
        headers: { always: ['Content-Location', 'ETag'] },
        links: ['monitor'],
      },
      202: { ...inFlight, description: 'It is at work, and asked to end: its monitor.' },
    },
    problems: [...byId, 'forbidden', 'already-ended'],
  },
  'GET /v1/tasks/{taskId}/events': {
    id: 'events',
    summary: 'What is new of a run',
    description:
      'As server-sent events, or as a list. It is held back until there is something new, 20 s at most.',
    parameters: [taskId],
    headers: ['Cache-Control', 'Last-Event-ID'],
    answers: {
      200: {
        description: 'What the caller has not seen: as much of it as the latest state tells.',
        schema: component('RunEvents'),
        isStream: true,
        headers: {},
      },
      204: { description: 'The run has ended, and the caller has seen it.', headers: {} },
    },
    problems: byId,
  },
  'GET /v1/status': {
    id: 'monitorByUrl',
    summary: 'The monitor of the run of a polling URL',
    description: 'Where the run is that the URL stands for.',
    parameters: [pollingUrl],
    ...readsMonitor,
    problems: byUrl,
  },
  'GET /v1/result': {
    id: 'resultByUrl',
    summary: 'The result of the run of a polling URL',
    description: 'What has become of the run that the URL stands for; nothing begins.',
    parameters: [pollingUrl],
    ...readsResult,
    problems: [...byUrl, ...unsuccessful],
  },
  'GET /v1/explain': {
    id: 'explain',
    summary: 'Why a URL is answered as it is',
    description:
      'Which rule decides now for a polling URL and the directives sent along, and how its outcomes and its run stand. ' +
      'Nothing begins.',
    parameters: [pollingUrl],
    headers: ['Cache-Control', 'Pragma', ...aboutPages],
    answers: {
      200: { description: 'The rule, and why.', schema: component('Explanation'), headers: {} },
    },
    problems: namedByUrl,
  },
  'GET /v1/definitions': {
    id: 'definitions',
    summary: 'The tasks',
    description: 'What can be begun, and with which arguments.',
    headers: ['Cache-Control'],
    answers: {
      200: { description: 'All tasks.', schema: component('Definitions'), headers: {} },
    },
    problems: anywhere,
  },
  'GET /openapi.json': {
    id: 'openapi',
    summary: 'This document',
    description: 'Made of the tasks and the routes.',
    headers: ['Cache-Control'],
    answers: {
      200: { description: 'OpenAPI 3.1.', schema: { type: 'object' }, headers: {} },
    },
    problems: anywhere,
  },
  'GET /docs': {
    id: 'docs',
    summary: 'This document, as a page',
    description: 'For people: it needs no other host, and no script but to know where it is.',
    headers: ['Cache-Control'],
    answers: {
      200: {
        description: 'A page of HTML.',
        schema: { type: 'string' },
        isPage: true,
        headers: {
          always: ['Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options'],
        },
      },
    },
    problems: anywhere,
  },
  'GET /healthz': {
    id: 'health',
    summary: 'Whether the API lives',
    description: 'It asks neither table nor queue.',
    headers: ['Cache-Control'],
    answers: { 200: { description: 'It does.', schema: component('Health'), headers: {} } },
    problems: anywhere,
  },
};
