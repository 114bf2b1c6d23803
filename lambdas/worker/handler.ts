import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';
import { createDocumentClient, createSqsClient } from '../adapters/aws-clients.ts';
import { createLog } from '../adapters/console-log.ts';
import { createDynamoDBRunStore } from '../adapters/dynamodb-run-store.ts';
import { systemChance } from '../adapters/random-chance.ts';
import { sha256 } from '../adapters/sha256.ts';
import { createDeliveryOf } from '../adapters/sqs-batch.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { readEnv, readMemoryMb } from '../env.ts';
import { createHandler } from './create-handler.ts';
import { createThreadExecutor } from './thread-executor.ts';

const env = readEnv('worker');
const log = createLog({ function: 'worker' });

export const handler = createHandler({
  registry: createRegistry(tasks),
  store: createDynamoDBRunStore({ client: createDocumentClient(), tableName: env.TABLE_NAME }),
  deliveryOf: createDeliveryOf(createSqsClient(), env.QUEUE_URL),
  executor: createThreadExecutor({
    // Its own entry of this function's bundle, beside this one.
    threadUrl: new URL('./task-thread.mjs', import.meta.url),
    memoryMb: readMemoryMb(),
    log,
  }),
  clock: systemClock,
  chance: systemChance,
  sha256,
  log,
});
