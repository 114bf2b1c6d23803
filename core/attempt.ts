import type { Held } from './claim.ts';
import { keepLease, type LeasePorts } from './lease.ts';
import type { RunMessage } from './message.ts';
import type { Policy } from './policy.ts';
import type { Clock, Delivery, TaskExecutor } from './ports.ts';
import type { Progress } from './run.ts';
import type { Ending } from './settlement.ts';
import { taskIdOf } from './key.ts';

/** What runs the task, besides what keeps its lease. */
export interface AttemptPorts extends LeasePorts {
  executor: TaskExecutor;
  /** How long this invocation may still last. */
  remainingMs(): number;
}

/** What an attempt needs beyond its task's time: to be ended, and to be settled. */
export const settleMarginMs = 5_000;

/** What an attempt came to, with the run as it is held then. Null: it is no longer this worker's to settle. */
export interface AttemptOutcome {
  ending: Ending | null;
  held: Held;
  /** Monotonic time past which nothing may be written. */
  deadline: number;
}

type Stop = 'lost' | 'cancelled' | 'timed-out';

/** Runs one attempt of a held run: the task's code apart, the lease kept meanwhile, time-out and cancel heeded. */
export async function runAttempt(
  held: Held,
  message: RunMessage,
  policy: Policy,
  delivery: Delivery,
  ports: AttemptPorts,
): Promise<AttemptOutcome> {
  const stop = new AbortController();
  const over = new AbortController();
  let progress: Progress | null = null;
  let stopped: Stop | undefined;
  const stopFor = (why: Stop, reason: Error) => {
    if (stopped === undefined || why === 'lost') stopped = why;
    stop.abort(reason);
  };

  const lease = keepLease(
    held,
    delivery,
    {
      progress: () => progress,
      onLost: () => stopFor('lost', named('LeaseLost', 'The lease of this attempt was lost')),
      onCancel: () => stopFor('cancelled', named('Cancelled', 'The run was cancelled')),
    },
    over.signal,
    ports,
  );
  // A claim may have waited for the table: a task that goes on for its whole time-out would take its worker with it.
  const spareMs = Math.max(Math.floor(ports.remainingMs() - settleMarginMs), 0);
  const limitMs = Math.min(policy.timeoutSeconds * 1000, spareMs);
  const timeOut = timedOut(policy, limitMs);
  const timer = watchTime(limitMs, ports.clock, over.signal, () => stopFor('timed-out', timeOut));

  const job = {
    taskId: taskIdOf(message.key, message.run),
    task: message.task,
    args: message.args,
    attempt: held.record.attempt,
  };
  const end = await ports.executor
    .execute(job, { signal: stop.signal, onProgress: (latest) => (progress = latest) })
    .finally(async () => {
      over.abort();
      await Promise.all([lease.done, timer]);
    });

  const past = ports.clock.monotonic() >= lease.deadline();
  const ending = past ? null : endingOf(stopped, end, timeOut);
  return { ending, held: lease.held(), deadline: lease.deadline() };
}

/** A task that was asked to stop may still return: half of its work, as far as anybody knows. */
function endingOf(stopped: Stop | undefined, end: Ending, timeOut: Error): Ending | null {
  switch (stopped) {
    case undefined:
      return end;
    case 'lost':
      return null;
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'timed-out':
      return {
        kind: 'threw',
        error: { name: timeOut.name, message: timeOut.message },
        permanent: false,
      };
  }
}

function timedOut({ timeoutSeconds }: Policy, limitMs: number): Error {
  const message =
    limitMs === timeoutSeconds * 1000
      ? `The attempt took longer than ${timeoutSeconds} s`
      : `The attempt was stopped after ${limitMs} ms, before its time-out of ${timeoutSeconds} s: it began late, and its worker had no more time`;
  return named('TimeoutError', message);
}

async function watchTime(
  limitMs: number,
  clock: Clock,
  over: AbortSignal,
  onTime: () => void,
): Promise<void> {
  const until = clock.monotonic() + limitMs;
  while (!over.aborted) {
    const leftMs = until - clock.monotonic();
    if (leftMs <= 0) return onTime();
    await clock.sleep(leftMs, over);
  }
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
