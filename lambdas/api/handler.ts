import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';
import { parseStatusTexts } from '../../core/status-text.ts';
import { createDocumentClient, createSqsClient } from '../adapters/aws-clients.ts';
import { createLog } from '../adapters/console-log.ts';
import { createDynamoDBRunStore } from '../adapters/dynamodb-run-store.ts';
import { systemChance } from '../adapters/random-chance.ts';
import { sha256 } from '../adapters/sha256.ts';
import { createSqsRunQueue } from '../adapters/sqs-run-queue.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { readEnv } from '../env.ts';
import { createHandler } from './create-handler.ts';

const env = readEnv('api');

export const handler = createHandler({
  registry: createRegistry(tasks),
  store: createDynamoDBRunStore({ client: createDocumentClient(), tableName: env.TABLE_NAME }),
  queue: createSqsRunQueue({ client: createSqsClient(), queueUrl: env.QUEUE_URL }),
  clock: systemClock,
  chance: systemChance,
  sha256,
  log: createLog({ function: 'api' }),
  statusTexts: parseStatusTexts(env.STATUS_TEXTS),
  corsOrigins: env.CORS_ORIGINS?.split(' ') ?? [],
  ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
});
