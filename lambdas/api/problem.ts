import { problemTypeBase, StoreFault, TaskError, UnknownShape } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Monitor } from '../../core/monitor.ts';
import { detailOf, problems } from '../../core/problem.ts';
import { monitorFor } from '../../core/status.ts';
import { cachedOnly } from './cache-status.ts';
import type { Api, ApiContext } from './route.ts';

/** An answer that refuses (RFC 9457). The detail says what was wrong and what is allowed. */
export function problem(
  code: ErrorCode,
  detail: string,
  more: { members?: { run?: Monitor; requestId?: string }; headers?: Record<string, string> } = {},
): Response {
  const { status, title } = problems[code];
  const body = {
    type: `${problemTypeBase}${code}`,
    title,
    status,
    detail: detailOf(detail),
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
export async function problemOf(error: unknown, c: ApiContext, api: Api): Promise<Response> {
  if (!(error instanceof TaskError)) return faultOf(error, c, api);
  const { code, message, record } = error;
  const headers = code === 'only-if-cached' ? { 'Cache-Status': cachedOnly } : {};
  if (record === null) return problem(code, message, { headers });
  try {
    const run = await monitorFor(record, api.links.prefix(c.env), api.store);
    return problem(code, message, { members: { run }, headers });
  } catch (fault) {
    return faultOf(fault, c, api);
  }
}

function faultOf(error: unknown, c: ApiContext, { chance, log }: Api): Response {
  const { requestId } = c.env;
  log.error('request failed', { requestId, error });
  if (!(error instanceof StoreFault || error instanceof UnknownShape)) {
    const detail = 'Something failed here; whoever runs this API finds it by the request ID';
    return problem('internal', detail, { members: { requestId } });
  }
  const throttled = error instanceof StoreFault && error.throttled;
  const detail = throttled
    ? 'More is asked of this API than its table or queue takes for the moment; ask again later'
    : 'It is not known whether this was done; ask again later: for a polling URL that joins what has begun';
  // Callers who were refused together do not return together.
  const retryAfter = 1 + Math.floor(chance.fraction() * 4);
  return problem('unavailable', detail, {
    members: { requestId },
    headers: { 'Retry-After': `${retryAfter}` },
  });
}
