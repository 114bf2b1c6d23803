import type { Monitor } from '../core/monitor.ts';
import { TaskError, TaskFailed, TaskRevoked } from './errors.ts';
import { bodyAs, type Answer, type Send } from './request.ts';
import type { RunOptions } from './task-client.ts';

/** How often in a row an answer may fail to come before the waiting ends. */
const mostFailures = 5;
const defaultWaitMs = 1000;

/**
 * Asks for a run's result until it is there, as often as `Retry-After` says. A refusal that may pass
 * (throttled, unavailable) is asked again; the run itself is not harmed by any of it.
 */
export async function waitForResult(
  send: Send,
  taskId: string,
  { onProgress, signal, timeoutMs }: RunOptions,
): Promise<Answer> {
  const until = timeoutMs === undefined ? Infinity : Date.now() + timeoutMs;
  let failures = 0;
  let shown = '';
  for (;;) {
    signal?.throwIfAborted();
    const answer = await send({ path: `/v1/tasks/${taskId}/result`, signal }).catch(
      (error: unknown) => {
        failures += 1;
        return failures < mostFailures ? waitAfter(error) : refuse(error);
      },
    );
    if ('body' in answer) {
      failures = 0;
      if (answer.status === 200) return answer;
      shown = show(bodyAs<Monitor>(answer), shown, onProgress);
    }
    const waitMs = 'body' in answer ? retryAfterMs(answer.headers) : answer.waitMs;
    if (Date.now() + waitMs > until) throw timedOut(taskId, timeoutMs);
    await sleep(waitMs, signal);
  }
}

function show(monitor: Monitor, shown: string, onProgress: RunOptions['onProgress']): string {
  if (monitor.progress === null || onProgress === undefined) return shown;
  const now = JSON.stringify(monitor.progress);
  if (now !== shown) onProgress(monitor.progress, monitor);
  return now;
}

function waitAfter(error: unknown): { waitMs: number } {
  const passing =
    error instanceof TaskError && (error.code === 'throttled' || error.code === 'unavailable');
  return passing ? { waitMs: defaultWaitMs } : refuse(error);
}

/** A run that ended without a result, as the error that its kind of end is. */
function refuse(error: unknown): never {
  if (!(error instanceof TaskError) || error.run === null) throw error;
  const { code, message, status, run } = error;
  if (code === 'task-revoked') throw new TaskRevoked(code, message, { status, run });
  if (code !== 'task-failed') throw error;
  throw new TaskFailed(code, message, { status, run, cause: rebuilt(run) });
}

function rebuilt(run: Monitor): Error {
  const error = new Error(run.error?.message ?? 'The run failed without an error');
  error.name = run.error?.name ?? 'Error';
  return error;
}

function timedOut(taskId: string, timeoutMs: number | undefined): TaskError {
  return new TaskError(
    'timed-out',
    `Run ${taskId} has not ended within ${timeoutMs} ms; it goes on`,
  );
}

/** RFC 9110 §10.2.3, in seconds; our own API sends no dates. */
function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : defaultWaitMs;
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
}
