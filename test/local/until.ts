import { setTimeout as sleep } from 'node:timers/promises';

/** The first value that is there; looks again and again, and gives up after so many seconds. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  seconds = 20,
): Promise<T> {
  const start = Date.now();
  while (Date.now() < start + seconds * 1000) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(pauseMs(Date.now() - start));
  }
  throw new Error(`What was waited for did not come in ${seconds} seconds: ${look.toString()}`);
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Until one looks again. To look is work for a stack, so it is seldom done where the wait is for a lease. */
export function pauseMs(waitedMs: number, leastMs = 10): number {
  return Math.min(Math.max(leastMs, waitedMs / 20), 250);
}
