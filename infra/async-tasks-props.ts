import type { Duration, Size } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { StatusTexts } from '../core/status-text.ts';
import type { Auth } from './auth.ts';
import type { FrontKind } from './front.ts';

/** Whose tasks they are, and how they are run. What is not allowed is refused at synthesis, by the property's name. */
export interface AsyncTasksProps {
  /**
   * Path of the module that exports the tasks, from the working directory; it replaces `#tasks` in the functions.
   * It must export what `defineTask` makes, and nothing else. It is loaded at synthesis, to look at the tasks.
   */
  readonly entry: string;

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
   * What stands before the API: a REST API, an HTTP API, or the function's own URL. The last two cost less, and do
   * some things otherwise: docs/fronts.md. Another one has another URL; table and queues stay as they are.
   *
   * @default 'rest'
   */
  readonly front?: FrontKind;

  /**
   * Who may call the API. A JWT goes with the front `http` alone.
   *
   * @default 'iam'
   */
  readonly auth?: Auth;

  /**
   * Whose pages may call the API from a browser: origins such as `https://app.example.org`, 100 at most, or `*`
   * alone for all. With `publicUrl` and `statusTexts` they may take 3,500 bytes of the function's environment.
   *
   * @default - none
   */
  readonly corsOrigins?: readonly string[];

  /**
   * How long one call of the function that runs tasks may take: 10 s more than the longest time-out among the
   * tasks; 30 s to 15 min.
   *
   * @default Duration.minutes(15)
   */
  readonly workerTimeout?: Duration;

  /**
   * Memory of the function that runs tasks; 128 MiB to 10,240 MiB. Lambda gives processor time in proportion.
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
   * How often the table is looked through for runs that nobody comes for, each told by a line of the log, their
   * number by the metric `StuckRuns`: whole minutes, 1 to 1,440. A look costs what the whole table costs to read,
   * half a unit for each 4 KB; false leaves it out.
   *
   * @default Duration.hours(1)
   */
  readonly stuckRunsEvery?: Duration | false;

  /**
   * What the functions run on. An emulator has that of its machine.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * How long the functions' logs are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
}
