import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Through } from '../simulator/play.ts';
import type { Bug, NamedTest } from './bug.ts';
import { root, withPlanted } from './plant.ts';
import { runScript } from './program.ts';
import type { Sighting } from './sighting.ts';

export interface Search {
  schedules: number;
  seed: number;
  jobs: number;
}

/** Plants a bug in a copy, and lets who has to find it look there. */
export async function lookFor(bug: Bug, search: Search): Promise<Sighting> {
  const startedAt = performance.now();
  const seen = await withPlanted(bug, (folder) =>
    bug.test === undefined ? simulate(folder, search, bug.through) : test(folder, bug.test),
  );
  return { ...seen, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

type Seen = Sighting extends infer S ? (S extends Sighting ? Omit<S, 'seconds'> : never) : never;

const tally = z.object({
  schedules: z.number(),
  failures: z.array(
    z.object({ number: z.number(), violation: z.object({ promise: z.string(), how: z.string() }) }),
  ),
});

async function simulate(
  folder: string,
  { schedules, seed, jobs }: Search,
  through: Through = 'ports',
): Promise<Seen> {
  const options = { schedules, seed, jobs, through };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const ran = await runScript(folder, 'test/simulator/run.ts', [...args, '--json']);
  const parsed = tally.safeParse(jsonOrUndefined(ran.stdout));
  if (!parsed.success) return { by: 'nothing', why: `it broke down: ${ran.stderr.slice(0, 2000)}` };
  const [first] = parsed.data.failures;
  if (first === undefined) return { by: 'nothing', why: `${schedules} schedules were kept` };
  return { by: 'simulator', schedule: first.number, ...first.violation };
}

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/** The test must fail on the copy, and pass on the source as it is. */
async function test(folder: string, named: NamedTest): Promise<Seen> {
  const output = join(folder, 'report.json');
  const planted = await runTest(folder, named, output);
  if (planted === undefined) return { by: 'nothing', why: 'the test did not run on the copy' };
  if (planted.numFailedTests === 0) return { by: 'nothing', why: 'the test passes on the copy' };
  const own = await runTest(root, named, output);
  if (own === undefined || own.numPassedTests === 0)
    return { by: 'nothing', why: 'the test does not pass anyway' };
  return { by: 'test' };
}

async function runTest(folder: string, { file, title }: NamedTest, output: string) {
  const pattern = `${title.replaceAll(/[^\w ]/g, '.')}$`;
  await runScript(folder, 'node_modules/vitest/vitest.mjs', [
    ...['run', file, '--root', folder, '--project', 'unit', '--testNamePattern', pattern],
    ...['--reporter', 'json', '--outputFile', output],
  ]);
  const parsed = report.safeParse(jsonOrUndefined(readIfThere(output)));
  rmSync(output, { force: true });
  return parsed.success ? parsed.data : undefined;
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
