import type { Clock } from '../core/ports.ts';
import { TaskError } from './errors.ts';

const mostTries = 3;
const afterFailureMs = 1000;
/** The longest that the API says. Where a front says more, the caller decides whether to wait for so long. */
const longestPauseMs = 20_000;
const passing: ReadonlySet<TaskError['code']> = new Set(['throttled', 'unavailable', 'timed-out']);

/** Asks up to three times, where what comes may pass. Only for what is done once, however often it is asked. */
export async function askedAgain<T>(
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const ms = pauseAfter(error);
      if (ms === undefined || tries === mostTries || signal?.aborted) throw error;
      await clock.sleep(ms, signal);
      signal?.throwIfAborted();
    }
  }
}

/** In how many milliseconds to ask again; undefined where the answer would be the same, or it is too far off. */
export function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof TaskError) || !passing.has(error.code)) return undefined;
  const ms = error.askAgainMs ?? afterFailureMs;
  return ms <= longestPauseMs ? ms : undefined;
}
