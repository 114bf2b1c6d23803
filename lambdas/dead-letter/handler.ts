import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';
import { createDocumentClient, createSqsClient } from '../adapters/aws-clients.ts';
import { createLog } from '../adapters/console-log.ts';
import { createDynamoDBRunStore } from '../adapters/dynamodb-run-store.ts';
import { createDeliveryOf } from '../adapters/sqs-batch.ts';
import { createSqsRunQueue } from '../adapters/sqs-run-queue.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { readEnv } from '../env.ts';
import { createHandler } from './create-handler.ts';

const env = readEnv('dead-letter');
const sqs = createSqsClient();

export const handler = createHandler({
  registry: createRegistry(tasks),
  store: createDynamoDBRunStore({ client: createDocumentClient(), tableName: env.TABLE_NAME }),
  queue: createSqsRunQueue({ client: sqs, queueUrl: env.QUEUE_URL }),
  deliveryOf: createDeliveryOf(sqs, env.DEAD_LETTER_QUEUE_URL),
  clock: systemClock,
  log: createLog({ function: 'dead-letter' }),
});
