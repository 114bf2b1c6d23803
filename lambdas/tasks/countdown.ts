import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { defineTask } from '../../core/task.ts';

const tickMs = 200;

export const countdown = defineTask({
  name: 'countdown',
  description:
    'Counts down so many seconds; its progress moves every 200 ms, and it stops when told to.',
  params: { seconds: z.number().min(0).max(600) },
  url: true,
  policy: { timeoutSeconds: 660 },
  async run({ seconds }, { progress, signal }) {
    const start = performance.now();
    for (let tick = 0; ; tick += 1) {
      const current = Math.min((tick * tickMs) / 1000, seconds);
      const left = seconds - current;
      progress({ current, total: seconds, message: `${left.toFixed(1)} s left` });
      if (left === 0) return seconds;
      // Counted from the start, so that late timers do not add up.
      const dueMs = start + Math.min((tick + 1) * tickMs, seconds * 1000);
      await untilDue(dueMs - performance.now(), signal);
    }
  },
});

async function untilDue(ms: number, signal: AbortSignal): Promise<void> {
  // The timer's own AbortError would hide why: the signal's reason is thrown instead.
  await pause(Math.max(ms, 0), undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}
