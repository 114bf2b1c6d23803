import type { Clock } from '../../core/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on, waking sleepers in the order of their times; each runs as far as it can before the next. */
  advance(ms: number): Promise<void>;
  /**
   * Moves time on from sleeper to sleeper until the promise settles. Throws where nobody sleeps and it has
   * not, or where it would take more than 30 days.
   */
  runUntil<T>(promise: Promise<T>): Promise<T>;
  /** How many sleep now. */
  sleepers(): number;
}

const patienceMs = 30 * 86_400_000;

/** A clock that stands still unless it is moved. */
export function createFakeClock(startsAt = Date.parse('2030-01-01T00:00:00.000Z')): FakeClock {
  let elapsedMs = 0;
  const asleep = new Set<{ wakesAt: number; wake: () => void }>();

  const next = () =>
    [...asleep].reduce<{ wakesAt: number; wake: () => void } | undefined>(
      (first, sleeper) =>
        first === undefined || sleeper.wakesAt < first.wakesAt ? sleeper : first,
      undefined,
    );

  const wakeNext = async (notAfter: number): Promise<boolean> => {
    const sleeper = next();
    if (sleeper === undefined || sleeper.wakesAt > notAfter) return false;
    elapsedMs = sleeper.wakesAt;
    sleeper.wake();
    await settled();
    return true;
  };

  return {
    now: () => startsAt + elapsedMs,
    monotonic: () => elapsedMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          asleep.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { wakesAt: elapsedMs + Math.max(0, ms), wake };
        asleep.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
        if (signal?.aborted === true) wake();
      }),
    async advance(ms) {
      const until = elapsedMs + ms;
      await settled();
      while (await wakeNext(until));
      elapsedMs = until;
    },
    async runUntil(promise) {
      let done = false;
      const finish = () => {
        done = true;
      };
      promise.then(finish, finish);
      const until = elapsedMs + patienceMs;
      await settled();
      while (!done) {
        if (await wakeNext(until)) continue;
        throw new Error(`Not settled, with ${asleep.size} asleep past ${patienceMs} ms from now`);
      }
      return promise;
    },
    sleepers: () => asleep.size,
  };
}

/** Lets everything run that waits for nothing but promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
