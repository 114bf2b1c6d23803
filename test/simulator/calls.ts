import { StoreFault } from '../../core/errors.ts';
import type { Choices } from './choices.ts';
import type { FaultKind, Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { deliver, kill, type Process } from './processes.ts';
import type { Story } from './story.ts';

export interface CallPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  story: Story;
}

/** Makes one call of a process to a service: `work` is done there, at its moment, at once and whole. */
export type Call = <R>(process: Process, what: string, work: () => R) => Promise<R>;

const longMs = 60_000;

/** The line between processes and services, with all that may befall a call. */
export function createCall({ kernel, choices, faults, story }: CallPorts): Call {
  return <R>(process: Process, what: string, work: () => R): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      const latency = () => 1 + choices.pick(20);
      const later = () => 1 + choices.pick(longMs);
      const fault = faults.next();
      story.tell(process.name, () => `calls ${what}${fault === 'none' ? '' : ` (${fault})`}`);

      const apply = (ms: number, then: (done: () => void) => void = () => {}) =>
        kernel.after(ms, () => {
          const answer = outcomeOf(work);
          story.tell(process.name, () => `  ${what}: ${story.show(answer)}`);
          then(() => (answer.ok ? resolve(answer.value) : reject(answer.error)));
          return false;
        });
      const answered = (ms: number) => (done: () => void) => deliver(kernel, process, ms, done);
      const fail = (ms: number, throttled = false) =>
        deliver(kernel, process, ms, () => reject(new StoreFault(fault, { throttled })));
      const die = (ms: number) =>
        kernel.after(ms, () => {
          story.tell(process.name, () => 'is killed');
          kill(process);
          return false;
        });

      const befall: Record<FaultKind | 'none', () => void> = {
        none: () => apply(latency(), answered(latency())),
        'killed before': () => die(latency()),
        'killed after': () => {
          const ms = latency();
          apply(ms);
          die(ms);
        },
        throttled: () => fail(latency(), true),
        failed: () => fail(latency()),
        'answer lost': () => {
          const ms = latency();
          apply(ms);
          fail(ms + latency());
        },
        // The SDK asks again when an answer does not come: the service has done the first by then.
        retried: () => {
          const ms = latency();
          apply(ms);
          apply(ms + latency() + later(), answered(latency()));
        },
        'applied late': () => {
          fail(latency() * 500);
          apply(later());
        },
        twice: () => {
          apply(latency(), answered(latency()));
          apply(20 + later());
        },
        slow: () => apply(later(), answered(later())),
        paused: () => {
          process.pausedUntil = Math.max(process.pausedUntil, kernel.now() + later() * 2);
          apply(latency(), answered(latency()));
        },
      };
      befall[fault]();
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
