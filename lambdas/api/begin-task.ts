import { beginRun, type BeginRequest } from '../../core/begin.ts';
import { bindArgs } from '../../core/bind.ts';
import { canonicalKeyUrl } from '../../core/call-url.ts';
import { TaskError } from '../../core/errors.ts';
import { parseTaskId } from '../../core/key.ts';
import type { Registry } from '../../core/registry.ts';
import { isInFlight } from '../../core/run.ts';
import { parseBeginBody, type BeginBody } from './begin-body.ts';
import { begunRun } from './begun-run.ts';
import { problem } from './problem.ts';
import { acceptedAnswer, jsonAnswer, monitorFor } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { runInTheWay } from './run-in-the-way.ts';

/** `check_status_or_begin` of the original; with `reuse` also its documented flow, which looks for a result. */
export async function beginTask(c: ApiContext, api: Api): Promise<Response> {
  const contentType = c.req.header('Content-Type');
  if (!isJson(contentType)) return notJson(contentType);
  const request = beginRequestOf(parseBeginBody(await c.req.arrayBuffer()), api.registry);
  try {
    return await begunAnswer(request, c, api);
  } catch (error) {
    if (!(error instanceof TaskError) || error.code !== 'polling-url-in-use') throw error;
    const run = await runInTheWay(request, api);
    const members = run === undefined ? {} : { run: await monitorFor(run, c, api) };
    return problem(error.code, error.message, { members });
  }
}

function beginRequestOf(asked: BeginBody, registry: Registry): BeginRequest {
  const { args, kwargs, pollingUrl, cacheResults, reuse } = asked;
  const task = registry.get(asked.task);
  const bound = bindArgs(task, args, kwargs);
  const taskId = parseTaskId(asked.taskId ?? '') ?? null;
  const namesNoRun = asked.taskId !== undefined && taskId === null;
  return {
    task,
    bound,
    pollingUrl:
      pollingUrl === undefined ? null : canonicalKeyUrl(pollingUrl, task, bound, registry),
    taskId,
    // An unknown task ID begins a run whatever is in flight, and so does what cannot be one.
    checkRunning: asked.checkRunning && !namesNoRun,
    cacheResults,
    reuse,
  };
}

async function begunAnswer(request: BeginRequest, c: ApiContext, api: Api): Promise<Response> {
  const { record, monitor } = await begunRun(await beginRun(request, api), c, api);
  if (isInFlight(record.status)) return acceptedAnswer(record, monitor, api);
  const headers = { 'Cache-Control': 'private, no-cache', Location: monitor.urls.self };
  return jsonAnswer(monitor, headers);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

function notJson(contentType: string | undefined): Response {
  const got = contentType === undefined ? 'none' : JSON.stringify(contentType);
  const detail = `The content type of the body is ${got}; allowed is application/json`;
  return problem('unsupported-media-type', detail, { headers: { Accept: 'application/json' } });
}
