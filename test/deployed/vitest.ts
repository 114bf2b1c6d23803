import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
);

/** Runs files of the project `deployed`; resolves to the exit code. */
export async function runVitest(
  files: readonly string[],
  env: NodeJS.ProcessEnv,
  { report }: { report?: string | undefined } = {},
): Promise<number> {
  const reporters =
    report === undefined
      ? []
      : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // A place may start a process or a container for each call that is under way.
  const args = ['run', '--project', 'deployed', '--maxConcurrency', '4', ...reporters, ...files];
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null]; // what that event carries
  return code ?? 1;
}
