import type { Monitor } from '../core/monitor.ts';
import type { Clock } from '../core/ports.ts';
import { pauseAfter } from './asked-again.ts';
import { TaskError, TaskFailed, TaskRevoked } from './errors.ts';
import type { RunOptions } from './calls.ts';
import type { Patience } from './patience.ts';
import type { Transport } from './transport.ts';

/** How often in a row an answer may fail to come before the waiting ends. */
const mostFailures = 5;

/**
 * Looks for a run's result until it is there, as often as the looks themselves say. A refusal that may pass
 * (throttled, unavailable) is asked again; the run itself is not harmed by any of it.
 */
export async function waitForResult(
  transport: Pick<Transport, 'look'>,
  clock: Pick<Clock, 'sleep'>,
  taskId: string,
  { onProgress, signal, timeoutMs }: RunOptions,
  patience: Patience,
): Promise<unknown> {
  let failures = 0;
  let shown = '';
  for (;;) {
    signal?.throwIfAborted();
    const asking = { signal, waitSeconds: patience.heldSeconds() };
    const look = await transport.look(taskId, asking).catch((error: unknown) => {
      failures += 1;
      const askAgainMs = failures < mostFailures ? pauseAfter(error) : undefined;
      return askAgainMs === undefined ? refuse(error) : { askAgainMs };
    });
    if ('complete' in look) {
      failures = 0;
      if (look.complete) return look.result;
      shown = show(look.monitor, shown, onProgress);
    }
    const leftMs = patience.leftMs();
    if (leftMs <= 0) throw timedOut(taskId, timeoutMs);
    await clock.sleep(Math.min(look.askAgainMs, leftMs), signal);
  }
}

function show(monitor: Monitor, shown: string, onProgress: RunOptions['onProgress']): string {
  if (monitor.progress === null || onProgress === undefined) return shown;
  const now = JSON.stringify(monitor.progress);
  if (now !== shown) onProgress(monitor.progress, monitor);
  return now;
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
