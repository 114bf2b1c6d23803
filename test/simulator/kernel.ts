/** What happens at a moment. Says whether code of the system was woken, which then runs as far as it can. */
type Event = () => boolean;

/** Time that jumps from event to event: one after another, in the order of their times. */
export interface Kernel {
  /** Milliseconds since the schedule began. */
  now(): number;
  after(ms: number, event: Event): void;
  /** Ends when nothing is left to happen until then, or when it was told to stop. */
  run(until: number): Promise<void>;
  stop(): void;
  /** How many events there were. */
  steps(): number;
}

/** `letRun` lets code that was woken run as far as it can, and then goes on. */
export function createKernel(letRun: (goOn: () => void) => void): Kernel {
  const agenda: { at: number; event: Event }[] = [];
  let time = 0;
  let steps = 0;
  let stopped = false;

  /** Whether an event until then woke code: it is the last that happens before that has run. */
  const wakes = (until: number): boolean => {
    while (!stopped) {
      const next = agenda.at(-1);
      if (next === undefined || next.at > until) break;
      agenda.pop();
      time = next.at;
      steps += 1;
      if (next.event()) return true;
    }
    return false;
  };

  return {
    now: () => time,
    after(ms, event) {
      const at = time + ms;
      const planned = { at, event };
      let place = agenda.push(planned) - 1;
      // The next comes last; of two at one time the one that was planned first comes first.
      for (; place > 0; place -= 1) {
        const before = agenda[place - 1];
        if (before === undefined || before.at > at) break;
        agenda[place] = before;
      }
      agenda[place] = planned;
    },
    run: (until) =>
      new Promise((resolve, reject) => {
        const goOn = () => {
          try {
            if (wakes(until)) return letRun(goOn);
            time = Math.max(time, until);
            resolve();
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        // Who was woken from outside has not come as far as it can yet.
        letRun(goOn);
      }),
    stop: () => {
      stopped = true;
    },
    steps: () => steps,
  };
}
