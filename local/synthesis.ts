import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AppSettings } from './app-settings.ts';
import { machineEnvironment } from './env.ts';
import { hashInputs } from './synthesis-inputs.ts';

export interface SynthesisOptions {
  /** The app's folder, where its cdk.json is. */
  app: string;
  settings: AppSettings;
  /** Where assemblies are kept. */
  directory: string;
  /** Where Node keeps what it has compiled: the CDK is large. */
  compileCache?: string;
  signal?: AbortSignal;
}

/**
 * The folder of the app's assembly, made anew where its inputs have changed. The app runs in a process of its
 * own, since it takes more than 400 MB. Throws an `Error` with what it said where it fails.
 */
export async function synthesize(options: SynthesisOptions): Promise<string> {
  const { app, settings, directory } = options;
  const outdir = join(directory, hashInputs(app, settings.exclude));
  if (!existsSync(outdir)) {
    mkdirSync(directory, { recursive: true });
    await synthesizeTo(outdir, options);
  }
  const now = new Date();
  utimesSync(outdir, now, now);
  await removeOld(directory);
  return outdir;
}

async function synthesizeTo(outdir: string, options: SynthesisOptions): Promise<void> {
  const unfinished = await mkdtemp(join(options.directory, 'unfinished-'));
  try {
    await runApp(unfinished, options);
    await rename(unfinished, outdir).catch((error: unknown) => {
      if (!existsSync(outdir)) throw error; // else somebody has made the same at the same time
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** As `cdk synth` does, but for its validation, which takes longer than all the rest. */
async function runApp(outdir: string, options: SynthesisOptions): Promise<void> {
  const { app, settings, compileCache, signal } = options;
  signal?.throwIfAborted();
  const child = spawn(settings.command, {
    shell: true,
    cwd: app,
    env: {
      ...machineEnvironment(),
      ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
      CDK_CONTEXT_JSON: JSON.stringify(settings.context),
      CDK_OUTDIR: outdir,
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own, so that what the shell has started can be ended with it
  });
  const end = () => endGroup(child.pid);
  signal?.addEventListener('abort', end, { once: true });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => signal?.removeEventListener('abort', end));
  const [code, said] = await Promise.all([exit, text(child.stderr)]);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`Synthesis failed:\n${said.trim()}`);
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself, and something else still holds what it wrote to.
  }
}

/** More than one is kept: another stack may still run an older one's functions. */
const kept = 5;

async function removeOld(directory: string): Promise<void> {
  const newestFirst = readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => ({ path, usedAt: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.usedAt - a.usedAt);
  const old = newestFirst.slice(kept);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
