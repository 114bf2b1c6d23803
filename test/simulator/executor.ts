import type { AttemptEnd, Job, TaskExecutor } from '../../core/ports.ts';
import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { clockOf, kill, type Process } from './processes.ts';
import type { Story } from './story.ts';

export interface ExecutorPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  story: Story;
  onStart(by: Process, job: Job): void;
  onEnd(by: Process, job: Job, end: AttemptEnd): void;
}

const durations = [10, 0, 300, 1500, 5_000, 10, 12_000, 28_000, 45_000, 100_000];
const ends = ['returns', 'throws', 'is permanent', 'dies'] as const;
/** Of results, in bytes: some have room in the head, some have not, some cannot be stored at all. */
const sizes = [1, 1, 1, 1, 1, 600, 2000];
/** So long a task may go on that was told to stop. */
export const graceMs = 2000;

/** Runs tasks of which each attempt's length, progress, end and deafness are open. */
export function createExecutor(ports: ExecutorPorts, process: Process): TaskExecutor {
  const { kernel, choices, faults, story } = ports;
  const clock = clockOf(kernel, process);
  return {
    async execute(job, options): Promise<AttemptEnd> {
      ports.onStart(process, job);
      const end = await attempt(job, options);
      ports.onEnd(process, job, end);
      return end;
    },
  };

  async function attempt(
    job: Job,
    { signal, onProgress }: Parameters<TaskExecutor['execute']>[1],
  ): Promise<AttemptEnd> {
    const end = faults.healed() ? 'returns' : (ends[choices.pick(ends.length * 2)] ?? 'returns');
    const deaf = choices.once(4);
    const lengths = choices.once(3) ? durations.length : 6;
    const duration = durations[choices.pick(lengths)] ?? 0;
    story.tell(process.name, () => `works ${duration} ms on attempt ${job.attempt}, then ${end}`);
    const parts = duration === 0 ? 0 : 1 + choices.pick(3);
    for (let part = 0; part < parts && (deaf || !signal.aborted); part += 1) {
      if (part > 0) onProgress({ current: part, total: parts, message: null });
      await pause(duration / parts, deaf, signal);
      if (deaf && signal.aborted) break;
    }
    if (end === 'dies') {
      story.tell(process.name, () => 'is taken down by its task');
      kill(process);
      return new Promise(() => {});
    }
    if (signal.aborted) return threw('AbortError', false);
    if (end === 'throws') return threw('Planned', false, choices.once(8));
    if (end === 'is permanent') return threw('Planned', true);
    const size = sizes[choices.pick(sizes.length)] ?? 1;
    const json = JSON.stringify({
      taskId: job.taskId,
      at: kernel.now(),
      by: process.name,
      pad: '.'.repeat(size),
    });
    return { kind: 'returned', json };
  }

  /** A deaf task goes on until its thread is ended. */
  async function pause(ms: number, deaf: boolean, signal: AbortSignal): Promise<void> {
    if (!deaf) return clock.sleep(ms, signal);
    const ended = new AbortController();
    const onAbort = () => void clock.sleep(graceMs).then(() => ended.abort());
    signal.addEventListener('abort', onAbort, { once: true });
    await clock.sleep(ms, ended.signal);
    signal.removeEventListener('abort', onAbort);
  }
}

function threw(name: string, permanent: boolean, atLength = false): AttemptEnd {
  const message = 'As planned. '.repeat(atLength ? 100 : 1);
  return { kind: 'threw', error: { name, message }, permanent };
}
