import type { AttemptEnd, Job, Log, TaskExecutor } from '../../core/ports.ts';
import type { RunError } from '../../core/run.ts';
import { startThread, type JobEnd, type JobThread } from './job-thread.ts';
import { watchMemory } from './memory-watch.ts';
import { describeThrown } from './thrown-error.ts';

export interface ThreadExecutorOptions {
  /** The module that threads run: `task-thread`. */
  threadUrl: URL;
  log: Log;
  /** The whole function's memory. */
  memoryMb: number;
  /** How long a task may go on after it was asked to stop. */
  graceMs?: number;
}

type Execute = TaskExecutor['execute'];

const noLongerNeeded = { name: 'ThreadEnded', message: 'The thread was no longer needed' };
const closing = { name: 'ThreadEnded', message: 'The worker was closed while the task ran' };

/**
 * Runs each job in a thread of its own, and keeps one idle thread warm for the next job. Only one whose last job left
 * nothing open: a timer of one task must not throw in the next one's time. (One that was unref'ed is not seen;
 * should it throw, it costs the attempt that it falls into.)
 */
export function createThreadExecutor(
  options: ThreadExecutorOptions,
): TaskExecutor & { close(): Promise<void> } {
  const { threadUrl, log, memoryMb } = options;
  const threads = new Set<JobThread>();
  let warm: JobThread | undefined;
  let closed = false;

  function start(): JobThread {
    const thread = startThread(threadUrl, memoryMb, log);
    threads.add(thread);
    void thread.exited.then(() => {
      threads.delete(thread);
      if (warm === thread) warm = undefined;
    });
    return thread;
  }

  function giveBack(thread: JobThread, job: Job, leftOver: readonly string[]): void {
    if (!threads.has(thread)) return;
    if (leftOver.length > 0) log.info('thread dropped', { ...namesOf(job), leftOver });
    if (leftOver.length === 0 && warm === undefined && !closed) warm = thread;
    else thread.end(noLongerNeeded);
  }

  const execute: Execute = async (job, ask) => {
    if (closed) throw new Error('The executor is closed');
    if (ask.signal.aborted) {
      const { error } = describeThrown(ask.signal.reason);
      return { kind: 'threw', error, permanent: false };
    }
    const kept = warm;
    warm = undefined;
    const thread = kept ?? start();
    const end = await runOn(thread, job, ask, options);
    if (end.kind === 'ended') {
      giveBack(thread, job, end.leftOver);
      return logged(end.end, end.stack, job, log);
    }
    // The thread fell over something that an earlier job had left behind: this one has not begun.
    if (kept !== undefined && !end.started && !closed) return execute(job, ask);
    const { error, permanent, stack } = end.thrown;
    return logged({ kind: 'threw', error, permanent }, stack, job, log);
  };

  return {
    execute,
    async close() {
      closed = true;
      for (const thread of threads) thread.end(closing);
      await Promise.all([...threads].map((thread) => thread.exited));
    },
  };
}

async function runOn(
  thread: JobThread,
  job: Job,
  { signal, onProgress }: Parameters<Execute>[1],
  { memoryMb, graceMs = 2000 }: ThreadExecutorOptions,
): Promise<JobEnd> {
  let grace: NodeJS.Timeout | undefined;
  const stop = () => {
    const reason: RunError = describeThrown(signal.reason).error;
    thread.abort(reason);
    grace = setTimeout(() => thread.end(reason), graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  const stopWatching = watchMemory(memoryMb, (error) => thread.end(error));
  try {
    return await thread.run(job, onProgress);
  } finally {
    stopWatching();
    clearTimeout(grace);
    signal.removeEventListener('abort', stop);
  }
}

/** A stack goes no further than here: a record keeps name and message alone. */
function logged(end: AttemptEnd, stack: string | null, job: Job, log: Log): AttemptEnd {
  if (end.kind === 'threw' && stack !== null) {
    log.error('task threw', { ...namesOf(job), ...end.error, stack });
  }
  return end;
}

function namesOf({ taskId, task, attempt }: Job) {
  return { taskId, task, attempt };
}
