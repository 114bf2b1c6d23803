import { setTimeout as pause } from 'node:timers/promises';
import { defineTask } from 'madrona-async';
import * as z from 'zod';

export const knots = defineTask({
  name: 'knots',
  params: { metres: z.number().min(0), seconds: z.number().positive() },
  url: true, // may be begun by its URL: running twice harms nobody
  run: ({ metres, seconds }) => (metres / seconds) * 1.943844,
});

export const haul = defineTask({
  name: 'haul',
  params: { nets: z.number().int().min(1).max(1000) },
  policy: { maxAgeSeconds: 3600, timeoutSeconds: 120 },
  async run({ nets }, { progress, signal }) {
    for (let current = 1; current <= nets; current += 1) {
      await pause(100, undefined, { signal }); // stands for some work
      progress({ current, total: nets });
    }
    return { nets, fish: nets * 12 };
  },
});
