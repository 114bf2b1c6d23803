import { setTimeout as sleep } from 'node:timers/promises';

/** The first value that is there; looks again and again, and gives up after so many seconds. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  seconds = 20,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(10);
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
