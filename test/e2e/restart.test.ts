import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Status } from '../../core/run.ts';
import { readAppSettings } from '../../local/app-settings.ts';
import { homeOf } from '../../local/home.ts';
import { synthesize } from '../../local/synthesis.ts';
import { until } from '../local/until.ts';
import { createLife, type Ended, type Life } from './restart/life.ts';
import type { PointName } from './restart/points.ts';

interface Killed {
  point: PointName;
  asked: Asked;
  /** What becomes of it on the next stack. */
  run: { status: Status; attempt: number };
  result: unknown;
  /** All that was written to its status, by both stacks. */
  written: Status[];
}

type Asked = { countdown: number } | { flaky: number };

const once: Pick<Killed, 'run' | 'written'> = {
  run: { status: 'SUCCESS', attempt: 1 },
  written: ['PENDING', 'STARTED', 'SUCCESS'],
};
const twice = (end: Status): Pick<Killed, 'run' | 'written'> => ({
  run: { status: end, attempt: 2 },
  written: ['PENDING', 'STARTED', 'STARTED', end],
});
const aSecond = { asked: { countdown: 1 }, result: 1 };

/** Taken up again when the lease of the killed worker lapses. */
const held: Killed[] = [
  { point: 'after the claim', ...aSecond, ...twice('SUCCESS') },
  { point: 'after the task’s effect', ...aSecond, ...twice('SUCCESS') },
  {
    point: 'while it is being cancelled',
    asked: { countdown: 60 },
    result: null,
    ...twice('REVOKED'),
  },
];

/** Taken up again at once. */
const free: Killed[] = [
  { point: 'after the message was sent', ...aSecond, ...once },
  { point: 'after the head was written', ...aSecond, ...once },
  { point: 'after the settle', ...aSecond, ...once },
  { point: 'before the delete', ...aSecond, ...once },
  {
    point: 'while it backs off',
    asked: { flaky: 1 },
    run: { status: 'SUCCESS', attempt: 2 },
    result: 2,
    written: ['PENDING', 'STARTED', 'RETRY', 'STARTED', 'SUCCESS'],
  },
];

const stops = ['SIGTERM', 'SIGKILL'] as const;
const busyCountdowns = ['/busy/1', '/busy/2', '/busy/3', '/busy/4', '/busy/5'];

const lives: Life[] = [];
const stories = new Map<string, Promise<Ended[]>>();
let folder: string;

/** All leases are waited for at the same time, and the other stories told meanwhile, one after another. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madrona-restart-'));
  const app = join(import.meta.dirname, '../..');
  const directory = join(homeOf(app), 'assemblies');
  const outdir = await synthesize({ app, settings: readAppSettings(app), directory });
  const tell = (title: string, story: (life: Life) => Promise<Ended[]>) => {
    const life = createLife(join(folder, String(lives.length)), outdir);
    lives.push(life);
    const told = story(life);
    stories.set(title, told);
    return told.catch(() => undefined); // its test looks at it
  };
  for (const stop of stops) void tell(stop, (life) => stopBusy(life, stop));
  for (const each of held) void tell(each.point, (life) => killAt(life, each));
  let before: Promise<unknown> = Promise.resolve();
  for (const each of free) {
    const turn = before;
    before = tell(each.point, (life) => turn.then(() => killAt(life, each)));
  }
}, 120_000);

afterAll(async () => {
  await Promise.allSettled(stories.values());
  await Promise.all(lives.map((life) => life.end()));
  rmSync(folder, { recursive: true });
});

test.each([...held, ...free])(
  'a run whose stack is killed $point goes on with the next one, and ends once',
  async ({ point, run, result, written }) => {
    const [ended] = (await stories.get(point)) ?? [];

    expect(ended?.byUrl).toMatchObject({ ...run, pollingUrl: '/killed' });
    expect(ended?.byTaskId).toEqual(ended?.byUrl);
    expect(ended).toMatchObject({ result, written });
  },
  120_000,
);

test.each(stops)(
  'what is queued, runs, backs off and is being cancelled goes on after %s',
  async (stop) => {
    const [flaky, ...countdowns] = (await stories.get(stop)) ?? [];

    expect(flaky).toMatchObject({ byUrl: { status: 'SUCCESS', attempt: 4 }, result: 4 });
    const ends = countdowns.map(({ byUrl }) => `${byUrl?.status} ${byUrl?.attempt}`).sort();
    expect(ends).toEqual(['REVOKED 2', 'SUCCESS 1', 'SUCCESS 2', 'SUCCESS 2', 'SUCCESS 2']);
    for (const { written, byUrl, byTaskId } of [flaky, ...countdowns].filter(isThere)) {
      expect(byTaskId).toEqual(byUrl);
      expect(written.filter((status) => /SUCCESS|FAILURE|REVOKED/.test(status))).toHaveLength(1);
    }
  },
  120_000,
);

/** One run, on a stack that is killed at a point, and on the next. */
async function killAt(life: Life, { point, asked }: Killed): Promise<Ended[]> {
  const pollingUrl = '/killed';
  const { stack, client } = await life.start(point);
  const begun =
    'flaky' in asked
      ? client.checkStatusOrBegin('flaky', { args: [asked.flaky], pollingUrl })
      : client.checkStatusOrBegin('countdown', { args: [asked.countdown], pollingUrl });
  begun.catch(() => undefined); // it has no answer where its stack is killed before
  if (point === 'while it is being cancelled') {
    const { taskId } = await begun;
    await until(async () => (await client.processIsRunning({ taskId })) || undefined);
    client.cancel(taskId).catch(() => undefined); // nor has this
  }
  await stack.untilPoint();
  await stack.killTree();
  await life.start();
  return [await life.ended(pollingUrl)];
}

/** More runs than there are workers, one of each kind at least, when their stack is stopped. */
async function stopBusy(life: Life, stop: (typeof stops)[number]): Promise<Ended[]> {
  const { stack, client } = await life.start();
  const statusOf = (pollingUrl: string) => client.getProcessStatus({ pollingUrl });
  await client.checkStatusOrBegin('flaky', { args: [3], pollingUrl: '/busy/flaky' });
  await until(async () => {
    const monitor = await client.getMonitor({ pollingUrl: '/busy/flaky' });
    return monitor?.status === 'RETRY' && monitor.attempt === 2 ? monitor : undefined;
  });
  for (const pollingUrl of busyCountdowns) {
    await client.checkStatusOrBegin('countdown', { args: [8], pollingUrl });
  }
  const running = await until(async () => {
    const [flaky, ...statuses] = await Promise.all(
      ['/busy/flaky', ...busyCountdowns].map(statusOf),
    );
    const started = busyCountdowns.filter((_, index) => statuses[index] === 'STARTED');
    return flaky === 'RETRY' && started.length === 4 ? started : undefined;
  });
  await client.cancel((await client.getTaskIdFromUrl(running[0] ?? '')) ?? '');
  await (stop === 'SIGTERM' ? stack.stopPolitely() : stack.killTree());
  await life.start();
  return Promise.all(['/busy/flaky', ...busyCountdowns].map((url) => life.ended(url)));
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
