import { onTestFinished } from 'vitest';
import type { Job, Log } from '../../core/ports.ts';
import type { Progress } from '../../core/run.ts';
import { createThreadExecutor } from '../../lambdas/worker/thread-executor.ts';

export const threadEntry = new URL('./fixtures/thread-entry.ts', import.meta.url);

interface Line {
  event: string;
  fields: Record<string, unknown>;
}

/** An executor of the fixture's tasks, closed when the test is over, and what it logs. */
export function useThreads({ threadUrl = threadEntry, graceMs = 100 } = {}) {
  const lines: Line[] = [];
  const note: Log['info'] = (event, fields = {}) => void lines.push({ event, fields });
  const log: Log = { info: note, error: note };
  // Far above what the test's own process takes.
  const executor = createThreadExecutor({ threadUrl, log, memoryMb: 8192, graceMs });
  onTestFinished(() => executor.close());

  return {
    executor,
    lines,
    run(
      task: string,
      args: Record<string, unknown> = {},
      ask: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
    ) {
      const { signal = new AbortController().signal, onProgress = () => undefined } = ask;
      return executor.execute(jobOf(task, args), { signal, onProgress });
    },
  };
}

export function jobOf(task: string, args: Record<string, unknown> = {}): Job {
  return { taskId: `id-of-${task}`, task, args: JSON.stringify(args), attempt: 1 };
}
