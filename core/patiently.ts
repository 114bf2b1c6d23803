import { StoreFault } from './errors.ts';
import type { Clock } from './ports.ts';
import { againMs, patienceMs } from './times.ts';

/** Asks again after a fault of table or queue, each second for as long as its patience lasts; then throws it. */
export async function patiently<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const startedAt = clock.monotonic();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const spentMs = clock.monotonic() + againMs - startedAt;
      if (!(error instanceof StoreFault) || spentMs >= patienceMs) throw error;
    }
    await clock.sleep(againMs);
  }
}
