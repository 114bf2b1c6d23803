import * as z from 'zod';
import { defineTask } from '../../core/task.ts';

export const add = defineTask({
  name: 'add',
  description: 'The sum of two numbers.',
  params: { x: z.number(), y: z.number() },
  url: true,
  run: ({ x, y }) => x + y,
});
