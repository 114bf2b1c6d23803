import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../core/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, signal && { signal });
    } catch (cause) {
      if (signal?.aborted !== true) throw cause;
    }
  },
};
