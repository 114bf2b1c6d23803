import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDirectClient } from '../../client/direct.ts';
import { createClient } from '../../client/https.ts';
import { region } from '../../local/region.ts';
import * as tasks from './app/tasks.ts';
import type { Violation } from './check.ts';
import type { Answer } from './ledger.ts';
import type { World } from './world.ts';

const atOnce = 16;
/** By way of the API, which takes more of this machine, each of so many. */
const overHttps = 20;

/** Asks for each accepted run, by its ID and by its URL, as a caller would. */
export async function findAll(answers: readonly Answer[], world: World): Promise<Violation[]> {
  const direct = createDirectClient({
    table: world.place.tableName,
    queue: world.place.queueUrl,
    tasks,
    dynamodb: new DynamoDBClient({
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      endpoint: world.relays.dynamodb,
    }),
  });
  const https = createClient<typeof tasks>({ url: world.place.url });
  const missed: Violation[] = [];
  const left = [...answers];

  async function look({ n, taskId }: Answer): Promise<void> {
    const client = n % overHttps === 0 ? https : direct;
    const pollingUrl = `/torture/${n}`;
    const byId = await client.getMonitor({ taskId });
    const byUrl = await client.getMonitor({ pollingUrl });
    if (byId?.taskId !== taskId)
      missed.push({ rule: 'lost', taskId, what: 'is not found by its ID' });
    if (byUrl?.pollingUrl !== pollingUrl) {
      missed.push({ rule: 'lost', taskId, what: `is not found by its URL ${pollingUrl}` });
    }
  }

  async function lane(): Promise<void> {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await look(next);
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
  return missed;
}
