import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, region } from '../region.ts';
import { bootstrap, runCdk } from './cdk.ts';
import { readOutputs, type StackOutputs } from './outputs.ts';

/**
 * Bootstraps the emulator and deploys this project's app to it, by the CDK's own command, with further arguments
 * of its. Rejects with an `Error` where that fails.
 */
export async function deployTo(endpoint: string, args: readonly string[]): Promise<StackOutputs> {
  const folder = mkdtempSync(join(tmpdir(), 'madrona-deploy-'));
  const outputs = join(folder, 'outputs.json');
  try {
    await bootstrap(endpoint, `aws://${account}/${region}`);
    await runCdk(endpoint, [
      ...['deploy', '--require-approval', 'never', '--outputs-file', outputs],
      ...deployArguments,
      ...args,
    ]);
    return readOutputs(outputs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rejects with an `Error` where it fails; that there is no such stack is no failure. */
export async function destroyIn(endpoint: string, args: readonly string[]): Promise<void> {
  await runCdk(endpoint, ['destroy', '--force', ...quiet, ...args]);
}

const quiet = ['--no-notices'];

/** An emulator runs functions on this machine, and so by its architecture. */
const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** What the app is told of an emulator, and the CDK of us. */
export const deployArguments = ['--context', `architecture=${architecture}`, ...quiet];
