import * as z from 'zod';
import type { Progress } from '../../core/run.ts';
import { cut, describeThrown } from './thrown-error.ts';

/** The record keeps less, at most once a second: this only spares the worker's own thread. */
const everyMs = 100;
const mostMessage = 500;

const said = z.object({
  current: z.number(),
  total: z.number().nullish(),
  message: z.string().nullish(),
});

export interface ProgressMeter {
  /** Takes anything: what is no progress is refused, and the task goes on. */
  say(progress: unknown): void;
  /** Posts what is still held back. */
  flush(): void;
}

/**
 * Posts the latest progress, at most every 100 ms. What comes in between waits for the next that is said, or for
 * a timer: a task that computes without a pause never lets a timer fire, so the time is looked at here.
 */
export function createProgressMeter(
  post: (progress: Progress) => void,
  onFirstRefused: (why: string) => void,
): ProgressMeter {
  let held: Progress | undefined;
  let postedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let refused = false;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (held === undefined) return;
    post(held);
    held = undefined;
    postedAt = performance.now();
  }

  return {
    say(progress) {
      try {
        held = read(progress);
      } catch (thrown) {
        // Once: a task that says it wrong says it a million times.
        if (!refused) onFirstRefused(reasonOf(thrown));
        refused = true;
        return;
      }
      const waitMs = postedAt + everyMs - performance.now();
      if (waitMs <= 0) flush();
      else timer ??= setTimeout(flush, waitMs);
    },
    flush,
  };
}

function read(progress: unknown): Progress {
  const { current, total = null, message = null } = said.parse(progress);
  return { current, total, message: message === null ? null : cut(message, mostMessage) };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof z.ZodError
    ? z.prettifyError(thrown)
    : describeThrown(thrown).error.message;
}
