import * as z from 'zod';
import { defineTask } from '../../../core/task.ts';

export const echo = defineTask({
  name: 'echo',
  params: { text: z.string() },
  url: true,
  run: ({ text }) => text,
});

export const wait = defineTask({
  name: 'wait',
  params: {},
  run: (_, { signal }) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('Cancelled')), { once: true });
    }),
});
