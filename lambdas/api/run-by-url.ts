import { beginRun } from '../../core/begin.ts';
import { begunRun } from '../../core/begun-run.ts';
import { bindText } from '../../core/bind-text.ts';
import type { BoundArgs } from '../../core/bind.ts';
import { callUrlOf, callUrlPrefix } from '../../core/call-url.ts';
import { TaskError } from '../../core/errors.ts';
import type { AnyTask, Registry } from '../../core/registry.ts';
import { isInFlight } from '../../core/run.ts';
import type { Asked } from './asked.ts';
import { acceptedAnswer, outcomeAnswerByUrl } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { answerWithoutBeginning, mayBegin } from './without-beginning.ts';

/** A URL that computes: its result if that is known, else its run, joined or begun. */
export async function runByUrl(c: ApiContext, api: Api): Promise<Response> {
  const { task, bound } = callOf(c.env, api.registry);
  const pollingUrl = callUrlOf(task, bound.values);
  if (!mayBegin(c)) return answerWithoutBeginning({ task, bound, pollingUrl }, c, api);
  const begun = await beginRun(
    {
      task,
      bound,
      pollingUrl,
      taskId: null,
      checkRunning: true,
      cacheResults: true,
      reuse: true,
    },
    api,
  );
  const { record, monitor } = await begunRun(begun, api.statusTexts, api.links.prefix(c.env), api);
  if (isInFlight(record.status)) return acceptedAnswer(record, monitor, api);
  return outcomeAnswerByUrl(record, c, api);
}

function callOf({ path, query }: Asked, registry: Registry): { task: AnyTask; bound: BoundArgs } {
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
