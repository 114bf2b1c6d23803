import type { Choices } from './choices.ts';
import type { Kernel } from './kernel.ts';
import { createProcess, deliver, kill, type Process } from './processes.ts';
import type { Story } from './story.ts';

export interface FunctionPorts {
  kernel: Kernel;
  choices: Choices;
  story: Story;
  /** By how much wall clocks may differ. */
  skewMs: number;
}

/** Starts processes, and ends them as Lambda does. */
export interface Functions {
  /** One that nobody ends: a script, a container. */
  start(name: string): Process;
  /**
   * One invocation: ended at its time-out, frozen after its answer and thawed some day. `onEnd` hears of its
   * answer, or of its death.
   */
  invoke<R>(
    name: string,
    timeoutMs: number,
    handler: (process: Process) => Promise<R>,
    onEnd: (answer: R | 'died') => void,
  ): void;
}

export function createFunctions({ kernel, choices, story, skewMs }: FunctionPorts): Functions {
  let started = 0;
  const start = (name: string, onDeath?: () => void) => {
    started += 1;
    const skew = skewMs === 0 ? 0 : choices.pick(2 * skewMs) - skewMs;
    return createProcess(`${name}-${started}`, skew, onDeath);
  };

  return {
    start: (name) => start(name),
    invoke(name, timeoutMs, handler, onEnd) {
      let ended = false;
      const end: typeof onEnd = (answer) => {
        if (ended) return;
        ended = true;
        onEnd(answer);
      };
      const process = start(name, () => end('died'));
      kernel.after(timeoutMs, () => {
        if (!ended) {
          story.tell(process.name, () => 'is ended at its time-out');
          kill(process);
        }
        return false;
      });
      deliver(kernel, process, 0, () => {
        story.tell(process.name, () => 'is invoked');
        void handler(process).then(
          (answer) => {
            if (ended) return;
            story.tell(process.name, () => `answers ${story.show(answer)}`);
            process.pausedUntil = kernel.now() + choices.pick(600_000);
            end(answer);
          },
          (error: unknown) => {
            throw new Error(`${process.name} threw`, { cause: error });
          },
        );
      });
    },
  };
}
