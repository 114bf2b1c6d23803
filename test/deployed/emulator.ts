import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createSigningFetch } from '../../client/sigv4.ts';
import { addressOf } from '../../local/emulator/address.ts';
import { output, type StackOutputs } from '../../local/emulator/outputs.ts';
import { emulatorOptions } from '../emulators/clients.ts';
import type { Target } from '../e2e/target.ts';
import { withEndpoint } from './env.ts';
import { fetchVia } from './fetch-via.ts';

export interface Deployment {
  outputs: StackOutputs;
  /** All that the command has written. */
  printed: string;
}

/** A program of npm's, as a person runs it. Rejects with what it has written where it fails. */
export async function npmRun(endpoint: string, script: string, args: readonly string[] = []) {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: withEndpoint(endpoint),
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const [code] = (await once(child, 'close')) as [number | null]; // what that event carries
  if (code === 0) return printed;
  throw new Error(`npm run ${script} ended with code ${code}:\n${printed}`);
}

export async function deployLocal(endpoint: string, args?: readonly string[]): Promise<Deployment> {
  const printed = await npmRun(endpoint, 'deploy:local', args);
  const lines = printed.matchAll(/^[\w-]+\.(\w+) = (.+)$/gm);
  return {
    printed,
    outputs: Object.fromEntries([...lines].map(([, name, value]) => [name, value])),
  };
}

/** What the journeys need to know of a stack that was deployed to an emulator. */
export function emulatorTarget(
  endpoint: string,
  outputs: StackOutputs,
): Target & { close(): void } {
  // By the endpoint: an emulator may know its queues by a name that only its functions resolve.
  const sqs = new SQSClient({ ...emulatorOptions(endpoint), useQueueUrlAsEndpoint: false });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { url, via } = addressOf(endpoint, outputs);
  const fetch = via === undefined ? globalThis.fetch : fetchVia(via);
  return {
    url,
    fetch: createSigningFetch({ credentials, region: 'us-east-1', fetch }),
    begins: 20, // each may start a process or a container of its own
    async sendDeadLetter(body) {
      const QueueUrl = output(outputs, 'DeadLetterQueueUrl');
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    },
    close: () => sqs.destroy(),
  };
}
