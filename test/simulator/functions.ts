import type { Choices } from './choices.ts';
import type { Kernel } from './kernel.ts';
import { createProcess, deliver, kill, pause, setClock, type Process } from './processes.ts';
import type { Settings } from './settings.ts';
import type { Story } from './story.ts';

export interface FunctionPorts {
  kernel: Kernel;
  choices: Choices;
  story: Story;
  /** By how much wall clocks may be wrong, and whether monotonic ones go on while a process stands still. */
  settings: Pick<Settings, 'skewMs' | 'countsPauses'>;
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

export function createFunctions({ kernel, choices, story, settings }: FunctionPorts): Functions {
  const { skewMs, countsPauses } = settings;
  let started = 0;
  const skew = () => (skewMs === 0 ? 0 : choices.pick(2 * skewMs) - skewMs);
  const setClockLater = (process: Process) =>
    kernel.after(choices.pick(60_000), () => {
      setClock(process, skew());
      story.tell(process.name, () => `has its clock set, to ${process.skewMs} ms ahead`);
      return false;
    });
  const start = (name: string, onDeath?: () => void) => {
    started += 1;
    const process = createProcess(`${name}-${started}`, { skewMs: skew(), countsPauses }, onDeath);
    if (skewMs > 0 && choices.once(4)) setClockLater(process);
    return process;
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
            pause(process, kernel.now(), kernel.now() + choices.pick(600_000));
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
