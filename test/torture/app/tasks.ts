import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { defineTask } from '../../../core/index.ts';

/** Works for so long, fails so often, and writes each effect into a file of its process, which nobody else knows of. */
export const work = defineTask({
  name: 'work',
  params: {
    ledger: z.string(),
    n: z.number(),
    ms: z.number(),
    failures: z.number(),
    bytes: z.number(),
  },
  policy: { retries: 5, backoffSeconds: 1, timeoutSeconds: 20 },
  // Its signal is not looked at: what has lost its fence goes on, and nothing of it may reach the table.
  async run({ ledger, n, ms, failures, bytes }, { taskId, attempt, progress }) {
    const { mark, say } = createDiary({ ledger, n, taskId, attempt });
    say('begun');
    const until = Date.now() + ms;
    for (let left = ms; left > 0; left = until - Date.now()) {
      await pause(Math.min(left, 500));
      progress({ current: ms - left, total: ms });
    }
    if (attempt <= failures) throw new Error(`Attempt ${attempt} was to fail`);
    say('done');
    return { n, attempt, mark, filling: 'x'.repeat(bytes) };
  },
});

const hows = ['process', 'thread', 'memory', 'loop'] as const;

interface Harm {
  ledger: string;
  n: number;
  how: (typeof hows)[number];
}

const harm = {
  params: { ledger: z.string(), n: z.number(), how: z.enum(hows) },
  run({ ledger, n, how }: Harm, { taskId, attempt }: { taskId: string; attempt: number }) {
    createDiary({ ledger, n, taskId, attempt }).say('begun');
    const held: unknown[] = [];
    switch (how) {
      case 'process':
        return process.kill(process.pid, 'SIGKILL');
      case 'thread':
        return process.exit(1);
      case 'memory':
        for (;;) held.push(new Array(1_000_000).fill(held.length));
      case 'loop':
        for (;;);
    }
  },
};
const policy = { backoffSeconds: 0, timeoutSeconds: 6 };

/** Harms whatever it runs in, twice. */
export const poison = defineTask({
  name: 'poison',
  ...harm,
  policy: { ...policy, retries: 1 },
});

/** Does so once. */
export const poisonOnce = defineTask({
  name: 'poison-once',
  ...harm,
  policy: { ...policy, retries: 0 },
});

function createDiary(about: { ledger: string; n: number; taskId: string; attempt: number }) {
  const { ledger, n, taskId, attempt } = about;
  const mark = randomUUID();
  const say = (effect: string) => {
    const line = { effect, taskId, attempt, mark, n, pid: process.pid, at: Date.now() };
    appendFileSync(join(ledger, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
  };
  return { mark, say };
}
