import type { BeginBody } from '../../../core/begin-request.ts';
import type { BegunMonitor, Monitor, RunUrls } from '../../../core/monitor.ts';
import type { Policy } from '../../../core/policy.ts';
import { maxUrlBytes } from '../../../core/polling-url.ts';
import { statuses, type Progress, type RunError } from '../../../core/run.ts';
import {
  rules,
  type ExplainedOutcome,
  type ExplainedRun,
  type Explanation,
} from '../../../core/explain.ts';
import type { Schema } from './operation.ts';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const reference: Schema = { type: 'string', format: 'uri-reference' };
const flag: Schema = { type: 'boolean' };

/** What of a schema is known by its type, so that no member is left out here. */
type Members<T> = Record<keyof T & string, Schema>;

const monitorMembers: Members<Monitor> = {
  taskId: { ...text, description: 'Names the run.' },
  task: { ...text, description: 'The name of its task.' },
  pollingUrl: orNull(text, 'The URL that it was begun for, in its canonical spelling.'),
  status: { enum: statuses, description: 'Where it is.' },
  attempt: { type: 'integer', minimum: 0, description: 'Attempts begun so far.' },
  progress: orNull(component('Progress'), 'How far it has come.'),
  createdAt: { ...time, description: 'When it was begun.' },
  startedAt: orNull(time, 'When the latest attempt began.'),
  finishedAt: orNull(time, 'When it ended.'),
  freshUntil: orNull(time, 'When the result stops being fresh.'),
  expiresAt: orNull(time, 'When the record goes.'),
  cancelRequestedAt: orNull(time, 'When somebody asked to cancel it.'),
  error: orNull(component('RunError'), 'Why it failed, or its last attempt.'),
  urls: component('RunUrls'),
};

const begunMembers: Members<BegunMonitor> = {
  ...monitorMembers,
  outcome: {
    enum: ['started', 'running', 'cached', 'stale'],
    description: 'What the begin did: started or joined a run, or found an outcome.',
  },
  statusText: { ...text, description: 'The same for people.' },
  refreshing: orNull(text, 'The task ID of the run at work behind a result that is stale.'),
};

const progressMembers: Members<Progress> = {
  current: { type: 'number', description: 'What is done.' },
  total: orNull({ type: 'number' }, 'What there is to do.'),
  message: orNull(text, 'What the task is at.'),
};

const errorMembers: Members<RunError> = {
  name: { ...text, description: 'The class of the error.' },
  message: { ...text, description: 'What it said.' },
};

const urlMembers: Members<RunUrls> = {
  self: { ...reference, description: 'Answers this monitor.' },
  result: { ...reference, description: 'Answers the bare result.' },
  cancel: { ...reference, description: 'Cancels by POST.' },
};

const seconds: Schema = { type: 'integer', minimum: 0 };

const policyMembers: Members<Policy> = {
  maxAgeSeconds: seconds,
  staleWhileRevalidateSeconds: seconds,
  staleIfErrorSeconds: seconds,
  failureMaxAgeSeconds: seconds,
  handoverSeconds: seconds,
  retries: { type: 'integer', minimum: 0 },
  backoffSeconds: seconds,
  timeoutSeconds: { type: 'integer', minimum: 1 },
};

const whole: Schema = { type: 'integer' };

const runMembers: Members<ExplainedRun> = {
  taskId: { ...text, description: 'Names it.' },
  since: { ...time, description: 'Since when it is in flight.' },
  startedAt: orNull(time, 'When its latest attempt began.'),
  heldUntil: orNull(time, 'Until when a worker holds it, unless it says again that it does.'),
};

const outcomeMembers: Members<ExplainedOutcome> = {
  taskId: { ...text, description: 'Names its run.' },
  ageSeconds: { ...whole, description: 'How long ago the run ended.' },
  freshForSeconds: {
    ...whole,
    description: 'Still fresh, or remembered; negative once it is not.',
  },
  staleForSeconds: { ...seconds, description: 'Served while a newer one is worked out.' },
  staleIfErrorForSeconds: { ...seconds, description: 'Served after a newer run has failed.' },
};

const explanationMembers: Members<Explanation> = {
  pollingUrl: { ...text, description: 'In its canonical spelling.' },
  task: orNull(text, 'The task that it calls, or whose run stands for it.'),
  does: { enum: ['begin', 'join', 'serve', 'refuse'], description: 'What would be done.' },
  rule: { enum: rules, description: 'The rule that decides.' },
  why: { ...text, description: 'The rule in a sentence.' },
  inFlight: orNull(objectOf(runMembers), 'The run that is in flight there.'),
  result: orNull(objectOf(outcomeMembers), 'The last good result.'),
  failure: orNull(objectOf(outcomeMembers), 'What ended the last run, where it was no success.'),
};

const definitionMembers = {
  name: text,
  description: text,
  url: { ...flag, description: 'Whether GET on its call URL begins it.' },
  callUrl: orNull(reference, 'Where its arguments follow as segments, or by name in the query.'),
  parameters: {
    type: 'array',
    items: objectOf({ name: text, required: flag, schema: { type: 'object' } }),
  },
  policy: objectOf(policyMembers),
};

const scheme = '[hH][tT][tT][pP][sS]?';
const host = "[A-Za-z0-9_.~!$&'()*+,;=-]+(?::[0-9]{0,4})?";
const taken = (but: string) => `(?:[^\\x00-\\x1f\\x7f-\\x9f\\\\%${but}]|%[0-9A-Fa-f]{2})`;

const pollingUrl: Schema = {
  ...text,
  description:
    'The URL that a run is found by: `/path` or `http(s)://`. What is like the pattern is taken, but for a path that ' +
    'resolves to `//`; hosts of other letters, IPv6 addresses and higher ports are taken too.',
  pattern: `^(?:/(?:${taken('/')}${taken('')}*)?|${scheme}://${host}(?:[/?#]${taken('')}*)?)$`,
  maxLength: maxUrlBytes,
};

/** What a body of `POST /v1/tasks` may have besides the task and its arguments. */
export const beginOptions: Members<Omit<BeginBody, 'task' | 'args' | 'kwargs'>> = {
  pollingUrl: component('PollingUrl'),
  taskId: { ...text, description: 'Looks at this run alone; begins another where it is unknown.' },
  checkRunning: { ...flag, default: true, description: 'Join a run in flight.' },
  cacheResults: { ...flag, default: true, description: 'Let the result be found by the URL.' },
  reuse: { ...flag, default: false, description: 'Look for a result that is kept, too.' },
};

/** The shapes of answers, by name. */
export const schemas: Record<string, Schema> = {
  PollingUrl: pollingUrl,
  Monitor: objectOf(monitorMembers),
  BegunMonitor: objectOf(begunMembers),
  Progress: objectOf(progressMembers),
  RunError: objectOf(errorMembers),
  RunUrls: { ...objectOf(urlMembers), description: 'Path references (RFC 3986 §4.2).' },
  Definitions: objectOf({ tasks: { type: 'array', items: objectOf(definitionMembers) } }),
  RunEvents: {
    type: 'array',
    items: objectOf({
      id: { ...text, description: 'For `Last-Event-ID`.' },
      event: { enum: ['status', 'progress', 'end'] },
      data: component('Monitor'),
    }),
  },
  Explanation: objectOf(explanationMembers),
  Health: objectOf({ status: { const: 'ok' } }),
  FrontMessage: { type: 'object', description: 'As the front words it.' },
};

export function component(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object that has all of these members. */
export function objectOf(properties: Record<string, Schema>): Schema {
  return { type: 'object', required: Object.keys(properties), properties };
}

function orNull(schema: Schema, description: string): Schema {
  return { anyOf: [schema, { type: 'null' }], description };
}
