import * as z from 'zod';
import { defineTask } from '../../core/task.ts';

export const spin = defineTask({
  name: 'spin',
  description:
    'Computes for so many seconds without a pause, deaf to its signal; returns its rounds.',
  params: { seconds: z.number().min(0).max(3600) },
  url: true,
  policy: { timeoutSeconds: 15, retries: 0 },
  run({ seconds }) {
    const end = performance.now() + seconds * 1000;
    let rounds = 0;
    while (performance.now() < end) rounds += 1;
    return rounds;
  },
});
