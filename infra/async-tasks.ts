import { resolve } from 'node:path';
import { Duration, Size } from 'aws-cdk-lib';
import { Metric, Stats, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { apiSettings } from './api-settings.ts';
import { openFor } from './auth.ts';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { checkProps } from './check-props.ts';
import { checkTasks } from './check-tasks.ts';
import { front, type Front } from './front.ts';
import { deadLetterTimeout, taskFunctions, type TaskFunctions } from './task-functions.ts';
import { grantSend, taskQueues } from './task-queue.ts';
import { grantRecordReads, grantRecords, taskTable } from './task-table.ts';

/**
 * Tasks behind URLs: an API that begins runs and answers for them, a queue, workers, and a table in which
 * results are found again.
 *
 * ```ts
 * import { Stack, type App } from 'aws-cdk-lib';
 * import { AsyncTasks } from 'madrona-async/infra';
 *
 * export function addTasks(app: App): AsyncTasks {
 *   const stack = new Stack(app, 'Tasks');
 *   return new AsyncTasks(stack, 'Async', { entry: 'tasks.ts' });
 * }
 * ```
 */
export class AsyncTasks extends Construct {
  /** The runs and their results. It is kept when the stack goes; go on with it by the property `table`. */
  readonly table: ITable;
  /** The runs that have begun and have not ended. It keeps messages for 7 days. */
  readonly queue: Queue;
  /** Messages that were received 200 times. Its consumer sends them again, or ends their runs. */
  readonly deadLetterQueue: Queue;
  /** What stands before the API, and where. */
  readonly front: Front;
  /** For alarms, and for what tasks need to be allowed: `functions.worker` runs them. */
  readonly functions: TaskFunctions;

  /**
   * Throws a `TypeError` that names the property which is wrong and what it may be, a `RangeError` that names a
   * task which its worker has no time for, and an `Error` where the functions cannot be bundled.
   */
  constructor(scope: Construct, id: string, props: AsyncTasksProps) {
    super(scope, id);
    checkProps(props);
    const settings = apiSettings(props);
    const {
      auth = 'iam',
      corsOrigins = [],
      batchSize = 1,
      maxConcurrency,
      workerTimeout = Duration.minutes(15),
    } = props;
    const tasks = resolve(props.entry);
    checkTasks(tasks, workerTimeout, openFor(auth).length === 0);
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
      settings,
      worker: {
        batchSize,
        ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
        timeout: workerTimeout,
        memory: props.workerMemory ?? Size.mebibytes(1769),
      },
      stuckRunsEvery: props.stuckRunsEvery ?? Duration.hours(1),
      architecture: props.architecture ?? Architecture.ARM_64,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
    });
    this.front = front(this, props.front ?? 'rest', {
      handler: this.functions.api,
      auth,
      corsOrigins,
    });
  }

  /**
   * How many runs nobody comes for, as each look through the table has found them: to be 0, which makes an alarm.
   * There is none where `stuckRunsEvery` is false.
   *
   * @default - the most in an hour, as `props` does not say otherwise
   */
  metricStuckRuns(props: MetricOptions = {}): Metric {
    return new Metric({
      namespace: 'MadronaAsync',
      metricName: 'StuckRuns',
      dimensionsMap: { Table: this.table.tableName },
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
      ...props,
    });
  }

  /** Allows to call the API, where `auth` is `iam`. */
  grantCall(grantee: IGrantable): Grant {
    return this.front.grantCall(grantee);
  }

  /**
   * Allows to begin and cancel runs by way of table and queue, without the API, and to read what becomes of them: all
   * that `createDirectClient` does.
   */
  grantBegin(grantee: IGrantable): Grant {
    return grantRecords(this.table, grantee).combine(grantSend(this.queue, grantee));
  }

  /** Allows to read runs and results by way of the table, without the API: the queries of `createDirectClient`. */
  grantRead(grantee: IGrantable): Grant {
    return grantRecordReads(this.table, grantee);
  }
}
