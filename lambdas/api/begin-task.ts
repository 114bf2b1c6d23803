import type { Once } from '../../core/begin-once.ts';
import { parseBeginRequest } from '../../core/begin-request.ts';
import { beginRun, type BeginRequest, type Begun } from '../../core/begin.ts';
import { begunRun } from '../../core/begun-run.ts';
import { isInFlight } from '../../core/run.ts';
import { onceOf } from './idempotency-key.ts';
import { problem } from './problem.ts';
import { acceptedAnswer, jsonAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { waitedBegun } from './waited.ts';

/** `check_status_or_begin` of the original; with `reuse` also its documented flow, which looks for a result. */
export async function beginTask(c: ApiContext, api: Api): Promise<Response> {
  const contentType = c.req.header('Content-Type');
  if (!isJson(contentType)) return notJson(contentType);
  const once = onceOf(c);
  const request = parseBeginRequest(await c.req.arrayBuffer(), api.registry);
  const asked = await (once ? begunOnce(request, once, api) : beginRun(request, api));
  const begun = await waitedBegun(asked, c, api);
  const { record, monitor } = await begunRun(begun, api.statusTexts, api.links.prefix(c.env), api);
  if (isInFlight(record.status)) return acceptedAnswer(record, monitor, api);
  const headers = { 'Cache-Control': 'private, no-cache', Location: monitor.urls.self };
  return jsonAnswer(monitor, headers);
}

/** Most begins come without a key: a cold start does not load what is for those with one. */
async function begunOnce(request: BeginRequest, once: Once, api: Api): Promise<Begun> {
  const { beginOnce } = await import('../../core/begin-once.ts');
  return beginOnce(request, once, api);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

function notJson(contentType: string | undefined): Response {
  const got = contentType === undefined ? 'none' : JSON.stringify(contentType);
  const detail = `The content type of the body is ${got}; allowed is application/json`;
  return problem('unsupported-media-type', detail, { headers: { Accept: 'application/json' } });
}
