import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDirectClient } from '../../client/direct.ts';
import { createClient } from '../../client/https.ts';
import type { TaskClient } from '../../client/task-client.ts';
import { account, region } from '../../local/region.ts';
import * as tasks from './app/tasks.ts';
import type { Submission, SubmitterOptions } from './submitter.ts';

// Begins what it is told to, and writes down each answer before it says so. It ends with who started it.

const options = JSON.parse(process.argv[2] ?? '') as SubmitterOptions; // from submitter.ts
const client = clientOf(options);

process.on('message', (asked: Submission) => void begin(asked));
process.on('disconnect', () => process.exit());

/** Asks until it is answered: asking again for the same URL joins what has begun. */
async function begin({ n, pollingUrl, kwargs }: Submission): Promise<void> {
  for (;;) {
    try {
      const { taskId } = await client.checkStatusOrBegin('work', { kwargs, pollingUrl });
      appendFileSync(options.answers, `${JSON.stringify({ n, taskId, at: Date.now() })}\n`);
      process.send?.(n);
      return;
    } catch {
      await pause(250);
    }
  }
}

function clientOf({ via, place, endpoints }: SubmitterOptions): TaskClient<typeof tasks> {
  if (via === 'https') return createClient<typeof tasks>({ url: place.url });
  const common = {
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local', accountId: account },
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  };
  return createDirectClient({
    table: place.tableName,
    queue: place.queueUrl,
    tasks,
    dynamodb: new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb }),
    sqs: new SQSClient({ ...common, endpoint: endpoints.sqs }),
  });
}
