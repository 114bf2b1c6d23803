import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { readDevOptions, devHelp, type DevOptions } from './dev-options.ts';
import { homeOf } from './home.ts';
import { readyText } from './ready-text.ts';
import { untilStopped } from './until-stopped.ts';

/** Runs the app of the working directory until this program is told to stop. */
export async function dev(given: readonly string[]): Promise<void> {
  const stopped = untilStopped();
  try {
    const options = readDevOptions(given);
    if (options.help) console.log(devHelp);
    else await run(options, stopped);
  } catch (error) {
    // To be stopped is no failure, and starting is given up by throwing.
    if (stopped.aborted) return;
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function run({ port, memory, verbose }: DevOptions, stopped: AbortSignal): Promise<void> {
  const app = process.cwd();
  const home = homeOf(app);
  // After its first start an app has a folder that keeps what Node has compiled.
  if (existsSync(home)) enableCompileCache(join(home, 'cache'));
  // Not loaded for who asks for help: it takes a third of a second.
  const { startEmbedded } = await import('./embedded.ts');
  const embedded = await startEmbedded({
    app,
    port,
    memory,
    functionOutput: verbose ? console.error : join(home, 'logs'),
    report: console.error,
    signal: stopped,
  });
  try {
    console.log(await readyText(embedded, { memory }));
    if (!stopped.aborted) await once(stopped, 'abort');
  } finally {
    await embedded.close();
  }
}
