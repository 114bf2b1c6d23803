import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, Size } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StatusTexts } from '../core/status-text.ts';
import { checkProps } from './check-props.ts';
import { taskApi, type Authorization } from './task-api.ts';
import { deadLetterTimeout, taskFunctions, type TaskFunctions } from './task-functions.ts';
import { grantSend, taskQueues } from './task-queue.ts';
import { grantRecordReads, grantRecords, taskTable } from './task-table.ts';

export interface AsyncTasksProps {
  /**
   * Path of the module that exports the tasks, from the working directory; it replaces `#tasks` in the functions.
   *
   * @default - the samples of this project
   */
  readonly entry?: string;

  /**
   * A table to go on with, such as the one that an earlier stack left behind. Its partition key is `key` and its
   * sort key `item`, both strings; expiry is by its attribute `ttl`.
   *
   * @default - a new table, which is kept when the stack goes
   */
  readonly table?: ITable;

  /**
   * Where callers reach the API, without a slash at its end: `https://jobs.example.org/async`.
   *
   * @default - as the gateway tells it with every request; links are then path references
   */
  readonly publicUrl?: string;

  /**
   * What a begin says to its caller, by what it did: plain text, in which `{task}`, `{taskId}` and `{pollingUrl}`
   * are filled in.
   *
   * @default - the original's two sentences, and one each for `cached` and `stale`
   */
  readonly statusTexts?: Partial<StatusTexts>;

  /**
   * Who may call the API.
   *
   * @default 'iam'
   */
  readonly authorization?: Authorization;

  /**
   * How long one call of the function that runs tasks may take: 10 s more than the longest time-out among the
   * tasks; 30 s to 15 min.
   *
   * @default Duration.minutes(15)
   */
  readonly workerTimeout?: Duration;

  /**
   * Memory of the function that runs tasks. Lambda gives processor time in proportion.
   *
   * @default Size.mebibytes(1769) - one whole processor
   */
  readonly workerMemory?: Size;

  /**
   * How many runs one call of the worker takes on, one after the other; 1 to 10. A task that takes the process
   * down holds up those behind it, for up to `workerTimeout`.
   *
   * @default 1
   */
  readonly batchSize?: number;

  /**
   * How many workers may run at once; 2 to 1,000. While it is set, Lambda does not poll an idle queue less.
   *
   * @default - as many as the account allows
   */
  readonly maxConcurrency?: number;

  /**
   * How long the functions' logs are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
}

/**
 * Tasks behind URLs: a REST API that begins runs and answers for them, a queue, workers, and a table in which
 * results are found again.
 */
export class AsyncTasks extends Construct {
  readonly table: ITable;
  readonly queue: Queue;
  /** Messages that were received 200 times. Its consumer ends their runs as FAILURE. */
  readonly deadLetterQueue: Queue;
  readonly api: RestApi;
  readonly functions: TaskFunctions;

  /**
   * Throws a `RangeError` or `TypeError` that names the property which Lambda or a task would not go with, and an
   * `Error` where the functions cannot be bundled.
   */
  constructor(scope: Construct, id: string, props: AsyncTasksProps = {}) {
    super(scope, id);
    const tasks = resolve(props.entry ?? samples);
    checkProps(props, tasks);
    const { batchSize = 1, maxConcurrency, workerTimeout = Duration.minutes(15) } = props;
    this.table = props.table ?? taskTable(this);
    const { queue, deadLetterQueue } = taskQueues(this, {
      worker: workerTimeout, // Lambda refuses a shorter one than its function's time-out
      deadLetter: deadLetterTimeout,
    });
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.functions = taskFunctions(this, {
      table: this.table,
      queue,
      deadLetterQueue,
      tasks,
      publicUrl: props.publicUrl,
      statusTexts: props.statusTexts,
      worker: {
        batchSize,
        ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
        timeout: workerTimeout,
        memory: props.workerMemory ?? Size.mebibytes(1769),
      },
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
    });
    this.api = taskApi(this, this.functions.api, props.authorization ?? 'iam');
  }

  /** Allows to begin runs by way of table and queue, without the API, and to read what becomes of them. */
  grantBegin(grantee: IGrantable): Grant {
    return grantRecords(this.table, grantee).combine(grantSend(this.queue, grantee));
  }

  /** Allows to read runs and results by way of the table, without the API. */
  grantRead(grantee: IGrantable): Grant {
    return grantRecordReads(this.table, grantee);
  }
}

const samples = fileURLToPath(new URL('../lambdas/tasks/index.ts', import.meta.url));
