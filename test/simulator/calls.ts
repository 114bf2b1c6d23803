import { StoreFault } from '../../core/errors.ts';
import type { Choices } from './choices.ts';
import type { Faults, Service } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { deliver, kill, pause, type Process } from './processes.ts';
import type { Story } from './story.ts';

export interface CallPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  story: Story;
}

/** Makes one call of a process to a service: `work` is done there, at its moment, at once and whole. */
export type Call = <R>(
  process: Process,
  service: Service,
  what: () => string,
  work: () => R,
) => Promise<R>;

const longMs = 60_000;

/** The line between processes and services, with all that may befall a call. */
export function createCall({ kernel, choices, faults, story }: CallPorts): Call {
  const latency = () => 1 + choices.pick(20);
  const later = () => 1 + choices.pick(longMs);
  const die = (process: Process, ms: number) =>
    kernel.after(ms, () => {
      story.tell(process.name, () => 'is killed');
      kill(process);
      return false;
    });

  return <R>(process: Process, service: Service, what: () => string, work: () => R): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      const fault = faults.next(service);
      story.tell(process.name, () => `calls ${what()}${fault === 'none' ? '' : ` (${fault})`}`);

      /** `answerMs`: after how long the answer comes, where it does. */
      const apply = (ms: number, answerMs?: number) =>
        kernel.after(ms, () => {
          const answer = outcomeOf(work);
          story.tell(process.name, () => `  ${what()}: ${story.show(answer)}`);
          if (answerMs === undefined) return false;
          const answered = () => (answer.ok ? resolve(answer.value) : reject(answer.error));
          deliver(kernel, process, answerMs, answered);
          return false;
        });
      const fail = (ms: number, throttled = false) =>
        deliver(kernel, process, ms, () => reject(new StoreFault(fault, { throttled })));

      switch (fault) {
        case 'none':
          return apply(latency(), latency());
        case 'killed before':
          return die(process, latency());
        case 'killed after': {
          const ms = latency();
          apply(ms);
          return die(process, ms);
        }
        case 'throttled':
          return fail(latency(), true);
        case 'failed':
          return fail(latency());
        case 'answer lost': {
          const ms = latency();
          apply(ms);
          return fail(ms + latency());
        }
        // The SDK asks again when an answer does not come: the service has done the first by then.
        case 'retried': {
          const ms = latency();
          apply(ms);
          return apply(ms + latency() + later(), latency());
        }
        case 'applied late':
          fail(latency() * 500);
          return apply(later());
        case 'twice':
          apply(latency(), latency());
          return apply(20 + later());
        case 'slow':
          return apply(later(), later());
        case 'paused':
          pause(process, kernel.now(), kernel.now() + later() * 2);
          return apply(latency(), latency());
      }
    });
}

type Outcome<R> = { ok: true; value: R } | { ok: false; error: StoreFault };

function outcomeOf<R>(work: () => R): Outcome<R> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return { ok: false, error };
  }
}
