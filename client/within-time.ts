import type { Clock } from '../core/ports.ts';
import { TaskError } from './errors.ts';
import type { RunOptions } from './calls.ts';

/** What the last look of a waiting may take beyond its time. */
const lastLookMs = 2000;

/** Does work that may hang, until the time to wait is over: then its signal aborts, and `timed-out` is thrown. */
export async function withinTime<T>(
  clock: Pick<Clock, 'sleep'>,
  { signal, timeoutMs }: RunOptions,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (timeoutMs === undefined) return work(signal);
  const late = new AbortController();
  const done = new AbortController();
  const timer = clock.sleep(timeoutMs + lastLookMs, done.signal).then(() => {
    const message = `There was no answer within ${timeoutMs} ms; what was asked may have been done`;
    if (!done.signal.aborted) late.abort(new TaskError('timed-out', message));
  });
  const signals = signal === undefined ? [late.signal] : [signal, late.signal];
  try {
    return await work(AbortSignal.any(signals));
  } finally {
    done.abort();
    await timer;
  }
}
