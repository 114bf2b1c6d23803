import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { machineEnvironment } from './env.ts';
import { isRecord } from './is-record.ts';
import { hashInputs } from './synthesis-inputs.ts';

export interface SynthesisOptions {
  /** The project's. */
  root: string;
  /** Where assemblies are kept. */
  directory: string;
  signal?: AbortSignal;
}

/**
 * The folder of the app's assembly, made anew where its inputs have changed. The app runs in a process of its
 * own, since it takes more than 400 MB. Throws an `Error` with what it said where it fails.
 */
export async function synthesize(options: SynthesisOptions): Promise<string> {
  const { root, directory } = options;
  const outdir = join(directory, hashInputs(root));
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
async function runApp(outdir: string, { root, signal }: SynthesisOptions): Promise<void> {
  const app = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: {
      ...machineEnvironment(),
      CDK_CONTEXT_JSON: JSON.stringify(contextOf(root)),
      CDK_OUTDIR: outdir,
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal && { signal, killSignal: 'SIGKILL' }),
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    app.on('error', (error) => {
      if (!signal?.aborted) reject(error);
    });
    app.on('close', resolve);
  });
  const [code, said] = await Promise.all([exit, text(app.stderr)]);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`Synthesis failed:\n${said.trim()}`);
}

/** What the CDK's command hands to the app. */
function contextOf(root: string): Record<string, unknown> {
  const path = join(root, 'cdk.json');
  const settings: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const context = isRecord(settings) ? settings['context'] : {};
  return isRecord(context) ? context : {};
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
