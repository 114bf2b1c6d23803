import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as tasks from '#tasks';
import { createClient } from '../../../client/https.ts';
import type { TaskClient } from '../../../client/task-client.ts';
import { keyOfUrl } from '../../../core/find.ts';
import type { Monitor } from '../../../core/monitor.ts';
import { isInFlight } from '../../../core/run.ts';
import { sha256 } from '../../../lambdas/adapters/sha256.ts';
import { callAws } from '../../../local/stores/call-aws.ts';
import { until } from '../../local/until.ts';
import type { PointName } from './points.ts';
import type { Written } from './recorder.ts';
import { startStack, type StackProcess } from './stack-process.ts';

/** What is left of a run, after the stack that it was begun on was stopped and another one went on. */
export interface Ended {
  byUrl: Monitor | null;
  byTaskId: Monitor | null;
  result: unknown;
  /** The statuses that its record was given, in this order, by both stacks. */
  written: string[];
}

/** Stacks on one folder of state, one after another. */
export interface Life {
  start(point?: PointName): Promise<{ stack: StackProcess; client: TaskClient<typeof tasks> }>;
  /** Waits until the run has ended and its message is gone. */
  ended(pollingUrl: string): Promise<Ended>;
  /** Kills what still runs. */
  end(): Promise<void>;
}

const patienceSeconds = 100;

export function createLife(folder: string, outdir: string): Life {
  mkdirSync(folder);
  const [state, ledger] = [join(folder, 'state'), join(folder, 'ledger')];
  let latest: { stack: StackProcess; client: TaskClient<typeof tasks> } | undefined;

  function current() {
    if (latest === undefined) throw new Error('No stack was started');
    return latest;
  }

  async function isQueueEmpty(): Promise<boolean> {
    const { sqs: endpoint, queueUrl: QueueUrl } = current().stack;
    const input = { QueueUrl, AttributeNames: ['All'] };
    const answer = await callAws({ service: 'sqs', endpoint, action: 'GetQueueAttributes', input });
    const counts = JSON.stringify(answer).match(/"ApproximateNumber\w+":"\d+"/g) ?? [];
    return counts.length === 3 && counts.every((count) => count.endsWith(':"0"'));
  }

  return {
    async start(point) {
      const stack = await startStack({ state, outdir, ledger, point });
      latest = { stack, client: createClient<typeof tasks>({ url: stack.url, fetch }) };
      return latest;
    },
    async ended(pollingUrl) {
      const { client } = current();
      const { taskId } = await until(async () => {
        const monitor = await client.getMonitor({ pollingUrl });
        return monitor === null || isInFlight(monitor.status) ? undefined : monitor;
      }, patienceSeconds);
      await until(async () => (await isQueueEmpty()) || undefined, patienceSeconds);
      const lines = existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n') : [];
      const key = keyOfUrl(sha256, pollingUrl);
      return {
        byUrl: await client.getMonitor({ pollingUrl }),
        byTaskId: await client.getMonitor({ taskId }),
        result: await client.getProcessResult({ taskId }),
        written: lines
          .map((line): Written => JSON.parse(line))
          .filter((written) => written.key === key)
          .map(({ status }) => status),
      };
    },
    end: async () => latest?.stack.killTree(),
  };
}
