/** Aborts when somebody asks this program to stop; whoever asks twice is heard at once. */
export function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort(new Error(`Stopped by ${name}`));
    });
  }
  return stopping.signal;
}
