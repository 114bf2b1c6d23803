import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { circumstances } from '../../bench/circumstances.ts';
import { inLanes } from '../../bench/lanes.ts';
import { markdownTable } from '../../bench/markdown-table.ts';
import { percentile } from '../../bench/percentile.ts';
import { createClient } from '../../client/https.ts';
import type { Monitor } from '../../core/monitor.ts';
import { startEmbedded } from '../../local/embedded.ts';
import type * as tasks from './app/tasks.ts';

// Tasks that kill what they run in, and how long others take meanwhile, on the embedded stack:
//   node test/torture/poison.ts

const hows = ['process', 'thread', 'memory', 'loop'] as const;
/** So many others at once; each poison may have a worker of its own. */
const lanes = 2;
const others = 200;

const ledger = mkdtempSync(join(tmpdir(), 'madrona-poison-'));
const stack = await startEmbedded({
  app: join(import.meta.dirname, 'app'),
  memory: true,
  processes: hows.length + lanes,
});
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await stack.close();
  rmSync(ledger, { recursive: true });
}

async function measure(): Promise<boolean> {
  console.log(circumstances());
  const client = createClient<typeof tasks>({ url: stack.url });
  let n = 0;
  let tookMs: number[] = [];
  const other = async () => {
    const args = { ledger, n: (n += 1), ms: 10, failures: 0, bytes: 0 };
    const { taskId } = await client.checkStatusOrBegin('work', { kwargs: args });
    const { createdAt, finishedAt } = await endOf(client, taskId);
    tookMs.push(Date.parse(finishedAt ?? '') - Date.parse(createdAt));
  };
  const measured = async (count: number) => {
    tookMs = [];
    await inLanes(count, lanes, other);
    return percentile(tookMs, 0.5);
  };
  await measured(40); // so that its processes are warm
  const usualMs = await measured(others);
  const begun = await Promise.all(
    hows.map((how) => client.checkStatusOrBegin('poison', { args: [how] })),
  );
  const besideMs = await measured(others);
  const ends = await Promise.all(begun.map(({ taskId }) => endOf(client, taskId)));

  const ratio = besideMs / usualMs;
  console.log(
    markdownTable([
      ['a task that kills its', 'ends as', 'after attempts', 'with'],
      ...hows.map((how, at) => [
        how,
        ends[at]?.status ?? '',
        String(ends[at]?.attempt),
        ends[at]?.error?.name ?? '',
      ]),
    ]),
  );
  console.log(
    `Others, from begin to result, median of ${others}: ${usualMs} ms, ` +
      `and ${besideMs} ms beside these four: ${ratio.toFixed(2)} times`,
  );
  return ratio <= 2 && ends.every(({ status, attempt }) => status === 'FAILURE' && attempt === 2);
}

async function endOf(
  client: ReturnType<typeof createClient<typeof tasks>>,
  taskId: string,
): Promise<Monitor> {
  for (;;) {
    const monitor = await client.getMonitor({ taskId });
    if (monitor !== null && monitor.finishedAt !== null) return monitor;
    await pause(50);
  }
}
