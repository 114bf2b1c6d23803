import { answerOf } from '../../core/answer.ts';
import { TaskError } from '../../core/errors.ts';
import { monitorOf, type Monitor } from '../../core/monitor.ts';
import { retryAfterSeconds } from '../../core/retry-after.ts';
import { millis, type Instant, type RunRecord } from '../../core/run.ts';
import { monitorFor } from '../../core/status.ts';
import { problem } from './problem.ts';
import type { Api, ApiContext } from './route.ts';

export function jsonAnswer(
  value: unknown,
  headers: Record<string, string> & { 'Cache-Control': string },
): Response {
  return textAnswer(JSON.stringify(value), headers);
}

/** 202, with where and when to ask again. The monitor may have further members. */
export function acceptedAnswer(record: RunRecord, monitor: Monitor, api: Api): Response {
  const { self } = monitor.urls;
  const operation = api.links.absolute(self);
  const headers = {
    'Cache-Control': 'no-store',
    Location: self,
    'Retry-After': `${retryAfterSeconds(record, api.clock.now())}`,
    ...(operation === undefined ? {} : { 'Operation-Location': operation }),
  };
  return textAnswer(JSON.stringify(monitor), headers, 202);
}

/** 200 with the monitor, whatever the status. */
export async function monitorAnswer(record: RunRecord, c: ApiContext, api: Api): Promise<Response> {
  const monitor = await monitorIn(record, c, api);
  return jsonAnswer(monitor, {
    'Cache-Control': 'private, no-cache',
    'Content-Location': monitor.urls.self,
    ...(record.finishedAt === null
      ? { 'Retry-After': `${retryAfterSeconds(record, api.clock.now())}` }
      : {}),
  });
}

/**
 * What has become of a run: its bare result, or a 409 that says why there is none, or its monitor while it is
 * in flight. Throws `result-expired`.
 */
export async function outcomeAnswer(record: RunRecord, c: ApiContext, api: Api): Promise<Response> {
  const answer = await answerOf(record, api);
  switch (answer.is) {
    case 'in-flight':
      return acceptedAnswer(record, await monitorIn(record, c, api), api);
    case 'result':
      return resultAnswer(answer.json, record, c, api);
    case 'refused':
      return unsuccessful(answer.error, record, c, api);
  }
}

/** The same for a run that was found by its URL, which stands for nothing once its result is kept no longer. */
export async function outcomeAnswerByUrl(
  record: RunRecord,
  c: ApiContext,
  api: Api,
): Promise<Response> {
  try {
    return await outcomeAnswer(record, c, api);
  } catch (cause) {
    if (!(cause instanceof TaskError) || cause.code !== 'result-expired') throw cause;
    throw new TaskError('unknown-run', cause.message, { cause });
  }
}

/** The run's monitor, with references that hold where this request came from. */
export function monitorIn(
  record: RunRecord,
  c: ApiContext,
  { links, store }: Api,
): Promise<Monitor> {
  return monitorFor(record, links.prefix(c.env), store);
}

function resultAnswer(json: string, record: RunRecord, c: ApiContext, api: Api): Response {
  const { urls } = monitorOf(record, null, api.links.prefix(c.env));
  return textAnswer(json, {
    'Cache-Control': `private, max-age=${secondsLeft(record.freshUntil, api.clock.now())}`,
    'Content-Location': urls.result,
    ...(record.etag === null ? {} : { ETag: `"${record.etag}"` }),
    ...(record.finishedAt === null ? {} : { 'Last-Modified': httpDate(record.finishedAt) }),
  });
}

/** Kept by caches for as long as begins take it for an answer. */
async function unsuccessful(
  { code, message }: TaskError,
  record: RunRecord,
  c: ApiContext,
  api: Api,
): Promise<Response> {
  const rest = secondsLeft(record.freshUntil, api.clock.now());
  const run = await monitorIn(record, c, api);
  const headers = { 'Cache-Control': rest > 0 ? `private, max-age=${rest}` : 'no-store' };
  return problem(code, message, { members: { run }, headers });
}

function secondsLeft(until: Instant | null, nowMs: number): number {
  return until === null ? 0 : Math.max(Math.floor((millis(until) - nowMs) / 1000), 0);
}

/** RFC 9110 §5.6.7. */
function httpDate(at: Instant): string {
  return new Date(at).toUTCString();
}

function textAnswer(json: string, headers: Record<string, string>, status = 200): Response {
  return new Response(json, {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}
