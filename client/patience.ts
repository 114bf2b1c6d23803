import type { Clock } from '../core/ports.ts';
import type { RunOptions } from './calls.ts';

/** How long a wait goes on, and for how long of it requests are held. */
export interface Patience {
  /** What is left of the caller's time, in milliseconds. */
  leftMs(): number;
  /** For how many seconds the next request may be held at the API until the run has ended; 0 is not at all. */
  heldSeconds(): number;
}

/** What the API grants one request; its front gives up after 29 s. */
const longestHeldSeconds = 20;

/** From now on. Who wants to see progress holds nothing, for what is held shows the end alone. */
export function patienceOf(
  clock: Pick<Clock, 'monotonic'>,
  waitSeconds: number,
  { onProgress, timeoutMs = Infinity }: RunOptions,
): Patience {
  const began = clock.monotonic();
  const heldMs = onProgress === undefined ? Math.min(waitSeconds * 1000, timeoutMs) : 0;
  return {
    leftMs: () => began + timeoutMs - clock.monotonic(),
    heldSeconds() {
      const seconds = Math.round((began + heldMs - clock.monotonic()) / 1000);
      return Math.min(Math.max(seconds, 0), longestHeldSeconds);
    },
  };
}
