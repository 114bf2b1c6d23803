import { extname } from 'node:path';
import type { FunctionName } from '../lambdas/env.ts';

/** Where a function's code begins, and how much of it there may be. */
export interface FunctionEntries {
  /** Output name → source, from the project's root. Lambda starts `handler`. */
  entries: { readonly handler: string } & Readonly<Record<string, string>>;
  /** Whether it runs tasks, and so carries the chunks that they import lazily. */
  runsTasks: boolean;
  /** What stands for a package's module, from the project's root: nothing that a task imports when it runs. */
  standIns?: Readonly<Record<string, string>>;
  /** How much code a cold start may load, minified; no limit where nobody waits for it. */
  maxBytes?: number;
}

/** In the package all modules lie as they do here, built: `.js` for `.ts`, this one too. */
const ending = extname(import.meta.filename);

/** What each function is made of. */
export const functionEntries = {
  api: {
    entries: { handler: `lambdas/api/handler${ending}` },
    runsTasks: false,
    standIns: { 'mnemonist/lru-cache': `lambdas/adapters/recent-entries${ending}` },
    maxBytes: 400_000,
  },
  worker: {
    entries: {
      handler: `lambdas/worker/handler${ending}`,
      'task-thread': `lambdas/worker/task-thread${ending}`,
    },
    runsTasks: true,
  },
  'dead-letter': {
    entries: { handler: `lambdas/dead-letter/handler${ending}` },
    runsTasks: false,
  },
  'stuck-runs': {
    entries: { handler: `lambdas/stuck-runs/handler${ending}` },
    runsTasks: false,
  },
} as const satisfies Record<FunctionName, FunctionEntries>;
