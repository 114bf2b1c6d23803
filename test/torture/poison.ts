import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { circumstances } from '../../bench/circumstances.ts';
import { markdownTable } from '../../bench/markdown-table.ts';
import { numberOptions } from '../../bench/number-options.ts';
import { percentile } from '../../bench/percentile.ts';
import { orExit } from '../../bench/read-options.ts';
import { createClient } from '../../client/https.ts';
import type { Monitor } from '../../core/monitor.ts';
import { startEmbedded } from '../../local/embedded.ts';
import type * as tasks from './app/tasks.ts';
import {
  brokenBy,
  harms,
  shares,
  timesAsLong,
  type Harm,
  type Others,
  type Poisoned,
} from './harm.ts';
import { readEffects } from './ledger.ts';

// Tasks that kill what they run in, and how long others take meanwhile, on the embedded stack:
//   npm run poison -- [--attempts 2]

/**
 * So many others at once. With the poison at work and the one that waits for its lease they want more workers than
 * the stack has by default, which is what it is started with.
 */
const lanes = 4;
const warmMs = 3_000;
/** Before the poison as well as after it, so that what else the machine does meets both. */
const normalMs = 4_000;

const { attempts } = orExit(() => attemptsOf(process.argv.slice(2)));
const began = Date.now();
console.log(`${circumstances()}\n`);
const ledger = mkdtempSync(join(tmpdir(), 'madrona-poison-'));
const stack = await startEmbedded({ app: join(import.meta.dirname, 'app'), memory: true });
const client = createClient<typeof tasks>({ url: stack.url });
let n = 0;
let failed = 0;
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await stack.close();
  rmSync(ledger, { recursive: true });
}

type Ended = Omit<Poisoned, 'executed'> & { taskId: string };

async function measure(): Promise<boolean> {
  await othersDuring(pause(warmMs));
  const before = await othersDuring(pause(normalMs));
  const poisoning = poisonAll();
  const beside = await othersDuring(poisoning);
  const after = await othersDuring(pause(normalMs));
  const effects = readEffects(ledger);
  const poisoned = (await poisoning).map(({ taskId, ...each }) => {
    const own = effects.filter((effect) => effect.taskId === taskId);
    return { ...each, executed: own.map(({ attempt }) => attempt) };
  });
  const others = { normal: [...before, ...after], beside, failed };
  const broken = brokenBy(poisoned, others, attempts);
  print(poisoned, others);
  for (const sentence of broken) console.log(`BROKEN: ${sentence}`);
  return broken.length === 0;
}

function attemptsOf(args: readonly string[]): { attempts: number } {
  const given = numberOptions({ attempts: 2 }, args);
  if (given.attempts <= 2) return given;
  throw new RangeError(`--attempts is ${given.attempts}; 1 and 2 are allowed`);
}

/** What kills its process takes a lease for each attempt. Until it has ended, the other kinds take turns. */
async function poisonAll(): Promise<Ended[]> {
  let over = false;
  const longest = poisonBy('process').finally(() => (over = true));
  const turns = ['thread', 'memory', 'loop'] as const;
  const poisoned: Ended[] = [];
  while (!over) {
    for (const how of turns) if (!over) poisoned.push(await poisonBy(how));
  }
  return [await longest, ...poisoned];
}

async function poisonBy(how: Harm): Promise<Ended> {
  const task = attempts === 1 ? 'poison-once' : 'poison';
  const kwargs = { ledger, n: (n += 1), how };
  const { taskId } = await client.checkStatusOrBegin(task, { kwargs });
  return { how, taskId, end: await endOf(taskId) };
}

/** How long others take, from begin to end, that begin before this is over. */
async function othersDuring(job: Promise<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  let over = false;
  const lane = async () => {
    while (!over) tookMs.push(await other());
  };
  const all = Promise.all(Array.from({ length: lanes }, lane));
  await job.finally(() => (over = true));
  await all;
  return tookMs;
}

async function other(): Promise<number> {
  const kwargs = { ledger, n: (n += 1), ms: 10, failures: 0, bytes: 0 };
  const { taskId } = await client.checkStatusOrBegin('work', { kwargs });
  const { createdAt, finishedAt, status } = await endOf(taskId);
  if (status !== 'SUCCESS') failed += 1;
  return Date.parse(finishedAt ?? '') - Date.parse(createdAt);
}

async function endOf(taskId: string): Promise<Monitor> {
  for (;;) {
    const monitor = await client.getMonitor({ taskId });
    if (monitor !== null && monitor.finishedAt !== null) return monitor;
    await pause(50);
  }
}

function print(poisoned: readonly Poisoned[], others: Others): void {
  const kinds = Object.keys(harms).map((how) => {
    const all = poisoned.filter((each) => each.how === how);
    const said = (tell: (each: Poisoned) => string) => [...new Set(all.map(tell))].join('; ');
    return [
      how,
      String(all.length),
      said(({ end }) => `${end.status}, ${end.error?.name}`),
      said(({ executed }) => String(executed.length)),
    ];
  });
  console.log(
    markdownTable([['a task that kills its', 'runs', 'ends as', 'after attempts'], ...kinds]),
  );
  const times = Object.entries(shares).map(([name, share]) => [
    name,
    `${percentile(others.normal, share)} ms`,
    `${percentile(others.beside, share)} ms`,
    `${timesAsLong(others, share).toFixed(2)} times`,
  ]);
  const { normal, beside } = others;
  console.log(
    `\n${markdownTable([
      [
        'others, from begin to end',
        `${normal.length} without poison`,
        `${beside.length} beside it`,
        '',
      ],
      ...times,
    ])}`,
  );
  console.log(`\ntook ${Math.round((Date.now() - began) / 1000)} s`);
}
