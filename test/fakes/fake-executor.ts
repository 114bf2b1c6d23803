import { PermanentError } from '../../core/errors.ts';
import type { AttemptEnd, Clock, Job, TaskExecutor } from '../../core/ports.ts';
import type { Progress } from '../../core/run.ts';

/** A task's code as a test gives it: what it returns is its result, what it throws its error. */
export type FakeRun = (
  job: Job,
  context: { signal: AbortSignal; onProgress: (progress: Progress) => void },
) => unknown;

const graceMs = 2000;

/** Runs the given functions; one that is deaf to its signal is given up after the grace, as a thread would be ended. */
export function createFakeExecutor(
  clock: Clock,
  runs: FakeRun | Record<string, FakeRun>,
): TaskExecutor {
  return {
    async execute(job, { signal, onProgress }) {
      const run = typeof runs === 'function' ? runs : runs[job.task];
      if (run === undefined) throw new Error(`The test gave no run for task ${job.task}`);
      const ended = new AbortController();
      const whileRunning = (progress: Progress) => {
        if (!ended.signal.aborted) onProgress(progress);
      };
      const end = endOf(run, job, { signal, onProgress: whileRunning });
      const first = await Promise.race([end, stopped(clock, signal, ended.signal)]);
      ended.abort();
      return first;
    },
  };
}

async function endOf(run: FakeRun, job: Job, context: Parameters<FakeRun>[1]): Promise<AttemptEnd> {
  try {
    const json = toJson(await run(job, context));
    if (json === undefined) throw new TypeError('JSON cannot hold what the task returned');
    return { kind: 'returned', json };
  } catch (thrown) {
    const error =
      thrown instanceof Error
        ? { name: thrown.name, message: thrown.message }
        : { name: 'Error', message: String(thrown) };
    return { kind: 'threw', error, permanent: thrown instanceof PermanentError };
  }
}

/** JSON.stringify returns undefined for what JSON cannot hold, which its type does not say. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value);
}

async function stopped(clock: Clock, signal: AbortSignal, ended: AbortSignal): Promise<AttemptEnd> {
  await aborted(signal, ended);
  await clock.sleep(graceMs, ended);
  return {
    kind: 'threw',
    error: { name: 'Error', message: 'The task did not stop when it was told to' },
    permanent: false,
  };
}

function aborted(signal: AbortSignal, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    ended.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
