/**
 * Asks for runs by way of the table and the queue, without HTTP, for code that runs inside AWS. It needs the AWS SDK.
 * @module madrona-async/client/direct
 * @disableGroups
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRegistry, type TaskModule } from '../core/registry.ts';
import { defaultStatusTexts, type StatusTexts } from '../core/status-text.ts';
import { createDocumentClient, createSqsClient } from '../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../lambdas/adapters/dynamodb-run-store.ts';
import { systemChance } from '../lambdas/adapters/random-chance.ts';
import { sha256 } from '../lambdas/adapters/sha256.ts';
import { createSqsRunQueue } from '../lambdas/adapters/sqs-run-queue.ts';
import { systemClock } from '../lambdas/adapters/system-clock.ts';
import { createClientOver } from './client-over.ts';
import { forManyCalls } from './direct-patience.ts';
import { createDirectTransport } from './direct-transport.ts';
import type { TaskClient } from './task-client.ts';

/** Where table and queue are, and whose tasks they are for. */
export interface DirectOptions<M extends TaskModule> {
  /** The table's name, as the construct's `table.tableName` has it. */
  table: string;
  /** The queue's URL, as the construct's `queue.queueUrl` has it. */
  queue: string;
  /** The tasks' module, the same that the construct has as its `entry`: `import * as tasks from './tasks.ts'`. */
  tasks: M;
  /**
   * A client that is there already. Its time-outs count: the SDK has none by default, and waits for ever.
   *
   * @default - one from the environment, with three tries of at most 10 s, for some thousand calls at once
   */
  dynamodb?: DynamoDBClient;
  /** As `dynamodb`. @default - as `dynamodb` */
  sqs?: SQSClient;
  /**
   * What a begin says to its caller, where the construct has been given other words than the default ones.
   *
   * @default - as the construct's: the original's two sentences, and one each for `cached` and `stale`
   */
  statusTexts?: Partial<StatusTexts>;
}

/**
 * A client against the table and the queue, without HTTP, for code that runs inside AWS: the same functions
 * with the same answers and errors as over HTTPS. The construct's `grantBegin` allows all of it, `grantRead`
 * what only reads.
 *
 * ```ts
 * import { createDirectClient } from 'madrona-async/client/direct';
 * import * as tasks from './tasks.ts';
 *
 * const queue = 'https://sqs.eu-north-1.amazonaws.com/123456789012/tasks';
 * const client = createDirectClient({ table: 'tasks', queue, tasks });
 * ```
 *
 * Throws a `TypeError` where `tasks` exports what `defineTask` did not make.
 */
export function createDirectClient<M extends TaskModule>(options: DirectOptions<M>): TaskClient<M> {
  const { table, queue, tasks, dynamodb, sqs, statusTexts } = options;
  const transport = createDirectTransport({
    registry: createRegistry(tasks),
    store: createDynamoDBRunStore({
      client: dynamodb ? DynamoDBDocumentClient.from(dynamodb) : createDocumentClient(forManyCalls),
      tableName: table,
    }),
    queue: createSqsRunQueue({ client: sqs ?? createSqsClient(forManyCalls), queueUrl: queue }),
    clock: systemClock,
    chance: systemChance,
    sha256,
    statusTexts: { ...defaultStatusTexts, ...statusTexts },
  });
  return createClientOver<M>(transport, systemClock);
}
