import { Duration, Size } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { RecursiveLoop, type Architecture, type Function } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionEnv } from '../lambdas/env.ts';
import type { ApiSettings } from './api-settings.ts';
import { functionCode } from './function-code.ts';
import { taskFunction } from './task-function.ts';
import { consume, grantSend, type ConsumeProps, type TaskQueues } from './task-queue.ts';
import { grantRecords, grantSurvey } from './task-table.ts';

/** Less than the 29 s after which the API's gateway gives up, so that the function's own answer arrives. */
const apiTimeout = Duration.seconds(28);
/** It runs no tasks: a few reads and writes. */
export const deadLetterTimeout = Duration.seconds(60);
/** Time for some gigabytes: it reads ten pages of 1 MB a second at the most. */
const stuckRunsTimeout = Duration.minutes(15);

/**
 * Of those that the queues' messages call. A message that the dead-letter function sends again, round after round, is a
 * loop to Lambda: it does not call a function any more that it has called about 16 times in one chain of requests, by
 * that function's own setting, and does not say whether the rounds count for the worker too. The run's age ends the loop.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
const recursiveLoop = RecursiveLoop.ALLOW;

/** What the functions work with, and how large they are. */
export interface TaskFunctionsProps extends TaskQueues {
  table: ITable;
  tasks: string;
  settings: ApiSettings;
  worker: ConsumeProps & { timeout: Duration; memory: Size };
  stuckRunsEvery: Duration | false;
  architecture: Architecture;
  logRetention: RetentionDays;
}

/** The construct's functions. */
export interface TaskFunctions {
  /** Begins runs and answers for them. */
  api: Function;
  /** Runs tasks: what these call, such as a bucket, has to be granted to it. */
  worker: Function;
  /** Sends again the messages that the queue gave up on, or ends their runs. */
  deadLetter: Function;
  /** Tells of runs that nobody comes for; undefined where `stuckRunsEvery` is false. */
  stuckRuns: Function | undefined;
}

/** The functions, with what they may do and what calls them; the API's is called by nobody yet. */
export function taskFunctions(scope: Construct, props: TaskFunctionsProps): TaskFunctions {
  const functions = {
    api: apiFunction(scope, props),
    worker: workerFunction(scope, props),
    deadLetter: deadLetterFunction(scope, props),
    stuckRuns: stuckRunsFunction(scope, props),
  };
  // No run of a new task, or with new arguments, is begun while the worker is still the old one.
  functions.api.node.addDependency(functions.worker);
  return functions;
}

function apiFunction(scope: Construct, props: TaskFunctionsProps): Function {
  const { table, queue, tasks, settings, architecture, logRetention } = props;
  const api = taskFunction(scope, 'ApiFunction', {
    description: 'Begins runs and answers what became of them',
    code: functionCode(scope, 'api', tasks),
    environment: {
      TABLE_NAME: table.tableName,
      QUEUE_URL: queue.queueUrl,
      ...settings,
    } satisfies FunctionEnv<'api'>,
    timeout: apiTimeout,
    memory: Size.mebibytes(512),
    architecture,
    logRetention,
  });
  grantRecords(table, api);
  grantSend(queue, api);
  return api;
}

function workerFunction(scope: Construct, props: TaskFunctionsProps): Function {
  const { table, queue, tasks, architecture, logRetention } = props;
  const { timeout, memory, ...messages } = props.worker;
  const worker = taskFunction(scope, 'WorkerFunction', {
    description: 'Runs tasks',
    code: functionCode(scope, 'worker', tasks),
    environment: {
      TABLE_NAME: table.tableName,
      QUEUE_URL: queue.queueUrl,
    } satisfies FunctionEnv<'worker'>,
    timeout,
    memory,
    architecture,
    logRetention,
    recursiveLoop,
  });
  grantRecords(table, worker);
  consume(worker, queue, messages);
  return worker;
}

function deadLetterFunction(scope: Construct, props: TaskFunctionsProps): Function {
  const { table, queue, deadLetterQueue, tasks, architecture, logRetention } = props;
  const deadLetter = taskFunction(scope, 'DeadLetterFunction', {
    description: 'Sends again what the queue gave up on, or ends its run',
    code: functionCode(scope, 'dead-letter', tasks),
    environment: {
      TABLE_NAME: table.tableName,
      QUEUE_URL: queue.queueUrl,
      DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
    } satisfies FunctionEnv<'dead-letter'>,
    timeout: deadLetterTimeout,
    memory: Size.mebibytes(512),
    architecture,
    logRetention,
    recursiveLoop,
  });
  grantRecords(table, deadLetter);
  grantSend(queue, deadLetter);
  consume(deadLetter, deadLetterQueue, { batchSize: 1 });
  return deadLetter;
}

function stuckRunsFunction(scope: Construct, props: TaskFunctionsProps): Function | undefined {
  const { table, tasks, architecture, logRetention, stuckRunsEvery } = props;
  if (stuckRunsEvery === false) return undefined;
  const stuckRuns = taskFunction(scope, 'StuckRunsFunction', {
    description: 'Tells of runs that nobody comes for',
    code: functionCode(scope, 'stuck-runs', tasks),
    environment: { TABLE_NAME: table.tableName } satisfies FunctionEnv<'stuck-runs'>,
    timeout: stuckRunsTimeout,
    memory: Size.mebibytes(256),
    architecture,
    logRetention,
  });
  grantSurvey(table, stuckRuns);
  new Rule(scope, 'StuckRunsRule', {
    schedule: Schedule.rate(stuckRunsEvery),
    // One that has failed is followed by the next one, which finds the same.
    targets: [new LambdaFunction(stuckRuns, { retryAttempts: 0 })],
  });
  return stuckRuns;
}
