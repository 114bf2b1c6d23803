import { isRunByNpm } from './env.ts';

/** Aborts when somebody asks this program to stop; whoever asks twice is heard at once. */
export function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort(new Error(`Stopped by ${name}`));
    });
  }
  if (isRunByNpm()) stopWithoutParent(stopping);
  return stopping.signal;
}

/** npm hands a signal to its shell, which ends of it and tells nobody. */
function stopWithoutParent(stopping: AbortController): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stopping.abort(new Error('Whoever started this has gone'));
  }, 500);
  timer.unref();
}
