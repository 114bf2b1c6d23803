import { Worker } from 'node:worker_threads';
import type { Job, Log } from '../../core/ports.ts';
import type { Progress, RunError } from '../../core/run.ts';
import { heapLimits, heapOverflow } from './memory-watch.ts';
import { createOutputRoom, sharedRoom } from './output-room.ts';
import { threadReport, type Ended, type JobReport, type ThreadOrder } from './thread-protocol.ts';
import { describeThrown, type Thrown } from './thrown-error.ts';

/** How long a thread that was told to end may take: one that waits for a child process ends only with it. */
const endMs = 1000;

/** `died`: the thread is gone; `started` says whether any of the task's code may have run. */
export type JobEnd = Ended | { kind: 'died'; started: boolean; thrown: Thrown };

export interface JobThread {
  /** One at a time. */
  run(job: Job, onProgress: (progress: Progress) => void): Promise<JobEnd>;
  /** Asks the job's code to stop. */
  abort(reason: RunError): void;
  /** Ends the thread, and with it the job, which then dies of this reason. */
  end(reason: RunError): void;
  /** Resolves when nothing of the thread is left. */
  readonly exited: Promise<void>;
}

interface Running {
  job: Job;
  started: boolean;
  onProgress: (progress: Progress) => void;
  settle: (end: JobEnd) => void;
}

/** Starts a thread. It keeps the process alive only while it runs a job. */
export function startThread(threadUrl: URL, memoryMb: number, log: Log): JobThread {
  const shared = sharedRoom();
  const room = createOutputRoom(shared);
  const worker = new Worker(threadUrl, {
    name: 'task',
    resourceLimits: heapLimits(memoryMb),
    workerData: { room: shared },
  });
  worker.unref();
  const exited = Promise.withResolvers<void>();
  let running: Running | undefined;
  let cause: Thrown | undefined;
  let told = false;
  let late: NodeJS.Timeout | undefined;

  const settle = (end: JobEnd) => {
    running?.settle(end);
    running = undefined;
    worker.unref();
  };
  const die = (thrown: Thrown) => {
    const started = running?.started ?? false;
    if (!started && !told) log.error('thread failed', { ...thrown.error, stack: thrown.stack });
    settle({ kind: 'died', started, thrown });
  };

  const hear = (report: JobReport, to: Running) => {
    switch (report.kind) {
      case 'started':
        to.started = true;
        return;
      case 'progress':
        return to.onProgress(report.json);
      case 'log': {
        const { taskId, task, attempt } = to.job;
        return log.info('task says', { taskId, task, attempt, ...report.json });
      }
      case 'ended':
        return settle(report);
    }
  };

  worker.on('message', (message: unknown) => {
    const parsed = threadReport.safeParse(message);
    // Task code can post to its worker as well; it has taken no room for it.
    if (!parsed.success) return log.error('message of a thread ignored', { error: parsed.error });
    const report = parsed.data;
    if (report.kind === 'output') process[report.to].write(report.bytes);
    else if (running !== undefined) hear(report, running);
    if ('size' in report) void allWritten().then(() => room.give(report.size));
  });
  // The job is settled at the exit: what the thread had posted by then is delivered before it, not before this.
  worker.on('error', (thrown: unknown) => {
    cause ??= isOverflow(thrown)
      ? { error: heapOverflow(memoryMb), permanent: false, stack: null }
      : describeThrown(thrown);
  });
  worker.on('exit', (code) => {
    clearTimeout(late);
    die(cause ?? exitOf(code));
    exited.resolve();
  });

  return {
    run(job, onProgress) {
      worker.ref();
      const { promise, resolve } = Promise.withResolvers<JobEnd>();
      running = { job, started: false, onProgress, settle: resolve };
      order(worker, { kind: 'job', job });
      return promise;
    },
    abort: (reason) => order(worker, { kind: 'abort', reason }),
    end(error) {
      if (told) return;
      told = true;
      const thrown = (cause ??= { error, permanent: false, stack: null });
      late = setTimeout(() => die(thrown), endMs);
      void worker.terminate();
    },
    exited: exited.promise,
  };
}

/** Resolves when this process has written what it was given to write: a pipe takes no more than is read of it. */
async function allWritten(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}

function order(worker: Worker, said: ThreadOrder): void {
  worker.postMessage(said);
}

function isOverflow(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function exitOf(code: number): Thrown {
  const message = `The task ended its process, with exit code ${code}`;
  return { error: { name: 'ProcessExit', message }, permanent: false, stack: null };
}
