import { beginRun, type Begun } from '../../core/begin.ts';
import { begunRun, recordOfBegun } from '../../core/begun-run.ts';
import { bindText } from '../../core/bind-text.ts';
import type { BoundArgs } from '../../core/bind.ts';
import { callUrlOf, callUrlPrefix } from '../../core/call-url.ts';
import { TaskError } from '../../core/errors.ts';
import type { AnyTask, Registry } from '../../core/registry.ts';
import { isInFlight } from '../../core/run.ts';
import type { Asked } from './asked.ts';
import { forwarded } from './cache-status.ts';
import { directivesOf } from './directives.ts';
import { acceptedAnswer, outcomeAnswerByUrl } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { waitedBegun } from './waited.ts';

/** A URL that computes: its result if that is known and will do, else its run, joined or begun. */
export async function runByUrl(c: ApiContext, api: Api): Promise<Response> {
  const { task, bound } = callOf(c.env, api.registry);
  const asked = await beginRun(
    {
      task,
      bound,
      pollingUrl: callUrlOf(task, bound.values),
      taskId: null,
      checkRunning: true,
      cacheResults: true,
      reuse: directivesOf(c, api.corsOrigins),
    },
    api,
  );
  logFault(asked, c, api);
  const begun = await waitedBegun(asked, c, api);
  // A monitor may take a read for its polling URL, and a hit shows none.
  if (!('forward' in begun)) return outcomeAnswerByUrl(await recordOfBegun(begun, api), c, api);
  const { record } = begun;
  const status = forwarded(begun.forward, begun.outcome === 'running');
  if (isInFlight(record.status)) {
    const prefix = api.links.prefix(c.env);
    const { monitor } = await begunRun(begun, api.statusTexts, prefix, api);
    return acceptedAnswer(record, monitor, api, { 'Cache-Status': status });
  }
  const answer = await outcomeAnswerByUrl(record, c, api);
  answer.headers.set('Cache-Status', status); // it has been waited for, and was no hit
  return answer;
}

/** Its caller has a stale result all the same; the next one tries again. */
function logFault(begun: Begun, { env: { requestId } }: ApiContext, { log }: Api): void {
  if (!('behind' in begun) || begun.behind === null || !('fault' in begun.behind)) return;
  log.error('refresh failed', { requestId, error: begun.behind.fault });
}

/** The task and arguments of a call URL, as its front hands it over. */
export function callOf(
  { path, query }: Asked,
  registry: Registry,
): { task: AnyTask; bound: BoundArgs } {
  const [name = '', ...segments] = path.slice(callUrlPrefix.length).split('/').map(decodeSegment);
  const task = registry.get(name);
  if (!task.url) {
    throw new TaskError(
      'task-not-by-url',
      `The task ${name} is not begun by its URL; begin it by POST /v1/tasks`,
    );
  }
  return { task, bound: bindText(task, segments, query) };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new TaskError(
      'malformed',
      `The path segment ${segment} is not percent-encoded UTF-8; a % itself is written %25`,
      { cause },
    );
  }
}
