import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment } from '../env.ts';
import { region } from '../region.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'node_modules/aws-cdk/bin/cdk');

/**
 * Runs the CDK's own command against an emulator, on this project's app. Of this machine's environment it gets what
 * programs need, no profile and no keys but made-up ones. Rejects with an `Error` where it fails.
 */
export async function runCdk(endpoint: string, args: readonly string[]): Promise<void> {
  // Two at once would refuse to write to one folder.
  const assembly = mkdtempSync(join(tmpdir(), 'madrona-assembly-'));
  try {
    await run(endpoint, root, [...args, '--output', assembly]);
  } finally {
    rmSync(assembly, { recursive: true });
  }
}

/** Makes ready what the CDK deploys by. It needs no app, and so does not wait for one to be synthesised. */
export async function bootstrap(endpoint: string, environment: string): Promise<void> {
  await run(endpoint, tmpdir(), ['bootstrap', environment, '--no-notices']);
}

async function run(endpoint: string, cwd: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...machineEnvironment(), ...emulatorEnvironment(endpoint) },
    stdio: 'inherit',
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]; // its own
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with ${signal ?? `code ${code}`}`);
}

/** What the AWS SDK and the CDK read to talk to the endpoint, and to nobody else. */
function emulatorEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_CONFIG_FILE: join(root, 'no-such-file'),
    AWS_SHARED_CREDENTIALS_FILE: join(root, 'no-such-file'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
  };
}
