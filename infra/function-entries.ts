import type { FunctionName } from '../lambdas/env.ts';

export interface FunctionEntries {
  /** Output name → source, from the project's root. Lambda starts `handler`. */
  entries: { readonly handler: string } & Readonly<Record<string, string>>;
  /** Whether it runs tasks, and so carries the chunks that they import lazily. */
  runsTasks: boolean;
  /** How much code a cold start may load, minified; no limit where nobody waits for it. */
  maxBytes?: number;
}

/** What each function is made of. */
export const functionEntries = {
  api: {
    entries: { handler: 'lambdas/api/handler.ts' },
    runsTasks: false,
    maxBytes: 400_000,
  },
  worker: {
    entries: {
      handler: 'lambdas/worker/handler.ts',
      'task-thread': 'lambdas/worker/task-thread.ts',
    },
    runsTasks: true,
  },
  'dead-letter': {
    entries: { handler: 'lambdas/dead-letter/handler.ts' },
    runsTasks: false,
  },
} as const satisfies Record<FunctionName, FunctionEntries>;
