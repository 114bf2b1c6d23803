import * as z from 'zod';
import { defineTask } from '../../core/task.ts';

export const clock = defineTask({
  name: 'clock',
  description:
    'The time at which it was worked out. Fresh for 3 s; for ten minutes more it is the answer while a newer one is worked out.',
  params: { name: z.string().max(100).default('') },
  url: true,
  policy: { maxAgeSeconds: 3, staleWhileRevalidateSeconds: 600, handoverSeconds: 1 },
  run: () => new Date().toISOString(),
});
