import { answerOf } from '../../core/answer.ts';
import { TaskError } from '../../core/errors.ts';
import { monitorOf, type Monitor } from '../../core/monitor.ts';
import type { Instant, RunRecord } from '../../core/run.ts';
import { monitorFor } from '../../core/status.ts';
import { failureCacheControl, resultCacheControl } from './cache-control.ts';
import { hit } from './cache-status.ts';
import { problem } from './problem.ts';
import type { Api, ApiContext } from './route.ts';

export function jsonAnswer(
  value: unknown,
  headers: Record<string, string> & { 'Cache-Control': string },
): Response {
  return textAnswer(JSON.stringify(value), headers);
}

/** 202, with where and when to ask again. The monitor may have further members. */
export function acceptedAnswer(
  record: RunRecord,
  monitor: Monitor,
  api: Api,
  more: Record<string, string> = {},
): Response {
  const { self } = monitor.urls;
  const operation = api.links.absolute(self);
  const headers = {
    'Cache-Control': 'no-store',
    Location: self,
    'Retry-After': `${api.retryAfter(record)}`,
    ...(operation === undefined ? {} : { 'Operation-Location': operation }),
    ...more,
  };
  return textAnswer(JSON.stringify(monitor), headers, 202);
}

/** 200 with the monitor, whatever the status. */
export async function monitorAnswer(record: RunRecord, c: ApiContext, api: Api): Promise<Response> {
  const monitor = await monitorIn(record, c, api);
  return jsonAnswer(monitor, {
    'Cache-Control': 'private, no-cache',
    'Content-Location': monitor.urls.self,
    // A run that is lost is shown as FAILURE, though nothing has been written.
    ETag: `W/"${record.run}.${record.version}.${record.status}"`,
    ...(record.finishedAt === null ? { 'Retry-After': `${api.retryAfter(record)}` } : {}),
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
  const nowMs = api.clock.now();
  const { urls } = monitorOf(record, null, api.links.prefix(c.env));
  return textAnswer(json, {
    'Cache-Control': resultCacheControl(record, api.registry.find(record.task), nowMs),
    'Content-Location': urls.result,
    ...cacheStatus(record, nowMs),
    ...(record.etag === null ? {} : { ETag: `"${record.etag}"` }),
    ...(record.finishedAt === null ? {} : { 'Last-Modified': httpDate(record.finishedAt) }),
  });
}

async function unsuccessful(
  { code, message }: TaskError,
  record: RunRecord,
  c: ApiContext,
  api: Api,
): Promise<Response> {
  const nowMs = api.clock.now();
  const run = await monitorIn(record, c, api);
  const headers = {
    'Cache-Control': failureCacheControl(record, nowMs),
    ...cacheStatus(record, nowMs),
  };
  return problem(code, message, { members: { run }, headers });
}

function cacheStatus({ freshUntil }: RunRecord, nowMs: number): Record<string, string> {
  return freshUntil === null ? {} : { 'Cache-Status': hit(freshUntil, nowMs) };
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
