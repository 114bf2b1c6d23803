import type { AttemptEnd, Job } from '../../core/ports.ts';
import type { Registry } from '../../core/registry.ts';
import type { TaskContext } from '../../core/task.ts';
import { createProgressMeter } from './progress-meter.ts';
import { resultJson } from './result-json.ts';
import type { Ended, ThreadReport } from './thread-protocol.ts';
import { describeThrown, show } from './thrown-error.ts';

/** Runs a task's code here, in this thread, and reports all that comes of it; `ended` is the last report. */
export async function runJob(
  job: Job,
  registry: Registry,
  signal: AbortSignal,
  report: (report: ThreadReport) => void,
): Promise<void> {
  const open = openResources();
  let over = false;
  const log = (message: unknown, fields?: unknown) => {
    if (over) return;
    const json = logLine(message, fields);
    report({ kind: 'log', json, size: json.length });
  };
  const meter = createProgressMeter(
    (progress) => report({ kind: 'progress', json: JSON.stringify(progress) }),
    (why) => log(`progress ignored: ${why}`),
  );

  const ended = await endOf(job, registry, {
    taskId: job.taskId,
    attempt: job.attempt,
    signal,
    progress: (progress) => {
      if (!over) meter.say(progress);
    },
    log,
  });
  meter.flush();
  over = true;
  // A rejection that nobody handles is thrown before this turn is over, and so ends this job, not the next.
  await new Promise((resolve) => setImmediate(resolve));
  report({ kind: 'ended', ...ended, leftOver: since(open) });
}

async function endOf(
  job: Job,
  registry: Registry,
  context: TaskContext,
): Promise<Pick<Ended, 'end' | 'stack'>> {
  const task = registry.find(job.task);
  if (task === undefined) {
    const error = { name: 'UnknownTask', message: `There is no task ${JSON.stringify(job.task)}` };
    return { end: { kind: 'threw', error, permanent: true }, stack: null };
  }
  try {
    const result: unknown = await task.run(argsOf(job), context);
    return { end: returned(result), stack: null };
  } catch (thrown) {
    const { error, permanent, stack } = describeThrown(thrown);
    return { end: { kind: 'threw', error, permanent }, stack };
  }
}

/** Begin bound and parsed them; they come as it wrote them. */
function argsOf({ args }: Job): Record<string, unknown> {
  return JSON.parse(args) as Record<string, unknown>;
}

function returned(result: unknown): AttemptEnd {
  try {
    return { kind: 'returned', json: resultJson(result) };
  } catch (thrown) {
    // The same code would return the same again.
    return { kind: 'threw', error: describeThrown(thrown).error, permanent: true };
  }
}

function logLine(message: unknown, fields: unknown): string {
  try {
    return JSON.stringify({ message: show(message), fields });
  } catch {
    return JSON.stringify({ message: show(message), fields: show(fields) });
  }
}

/** What keeps this thread busy, but for ports, which throw nothing by themselves: the console holds one. */
function openResources(): string[] {
  return process.getActiveResourcesInfo().filter((resource) => resource !== 'MessagePort');
}

function since(before: readonly string[]): string[] {
  const known = [...before];
  return openResources().filter((resource) => {
    const at = known.indexOf(resource);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}
