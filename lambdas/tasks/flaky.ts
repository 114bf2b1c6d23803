import * as z from 'zod';
import { defineTask } from '../../core/task.ts';

export const flaky = defineTask({
  name: 'flaky',
  description: 'Fails in so many attempts, then succeeds and returns the number of the attempt.',
  params: { failures: z.number().int().min(0).max(100) },
  url: true,
  policy: { retries: 5, backoffSeconds: 1 },
  run({ failures }, { attempt }) {
    if (attempt <= failures) {
      throw new Error(`Attempt ${attempt} fails, as the first ${failures} were asked to`);
    }
    return attempt;
  },
});
