import type { Monitor } from '../core/monitor.ts';
import type { Status } from '../core/run.ts';
import type {
  ArgsOf,
  Arguments,
  BeginOptions,
  BegunAnswer,
  CompleteAnswer,
  IncompleteAnswer,
  ResultNamed,
  RunOptions,
  TaskName,
  Which,
} from './calls.ts';

/**
 * The functions of madrona.async, typed by the tasks of a module. All throw `TaskError`: `unavailable` where no answer
 * came, `forbidden`, `throttled` or `internal` where the API says so, `malformed` where they are to name a run and
 * neither `pollingUrl` nor `taskId` is given, `invalid-polling-url` for what is no polling URL, and as each says.
 */
export interface TaskClient<M> {
  /**
   * Begins a run, or joins the one in flight for this URL or of this task ID; with neither, a run always begins. It does
   * not look whether there is a result: a complete URL runs again. So a begin at a URL is repeated where its answer is
   * lost only if it has an `idempotencyKey`; over HTTPS others have one of their own.
   *
   * ```ts
   * const { taskId, outcome, statusText } = await client.checkStatusOrBegin('add', {
   *   args: [2, 3],
   *   pollingUrl: '/sums/2+3',
   * });
   * ```
   *
   * Throws `unknown-task`, `invalid-arguments`, `polling-url-in-use` where the URL stands for another task or other
   * arguments, `reserved-polling-url` where it is the call URL of such, and `too-large` where arguments are more than
   * 200 KiB of JSON.
   */
  checkStatusOrBegin<N extends TaskName<M>>(
    task: N,
    options: Arguments<M, N> & BeginOptions,
  ): Promise<BegunAnswer>;

  /**
   * The result where the URL has one that is fresh, else as `checkStatusOrBegin`: the flow that the original documents.
   * Where its answer is lost it is repeated, as the begin of `run` is.
   *
   * ```ts
   * const sum = await client.getOrBegin('add', { args: [2, 3], pollingUrl: '/sums/2+3' });
   * console.log(sum.complete ? sum.result : sum.statusText);
   * ```
   *
   * Throws as `checkStatusOrBegin`.
   */
  getOrBegin<N extends TaskName<M>>(
    task: N,
    options: Arguments<M, N> & BeginOptions & Required<Pick<Which, 'pollingUrl'>>,
  ): Promise<CompleteAnswer<ResultNamed<M, N>> | IncompleteAnswer>;

  /**
   * Begins, waits and returns the result, which of a short task comes in two requests: see `waitSeconds` of
   * `ClientOptions`. A poll that is refused for the moment (`throttled`, `unavailable`) is repeated, up to four times in a
   * row, and the begin twice, where it has an `idempotencyKey` or a `pollingUrl`.
   *
   * With a key, be it the client's own, that begins one run at most. By its URL alone it does only while the run is in
   * flight or its outcome is still served: where it is repeated after that, as where a task's `maxAgeSeconds` and
   * `handoverSeconds` are 0, or a failure is past its `failureMaxAgeSeconds` and `handoverSeconds`, another run begins.
   *
   * ```ts
   * const sum = await client.run('add', { x: 2, y: 3 }, {
   *   onProgress: ({ current, total }) => console.log(`${current} of ${total}`),
   * });
   * ```
   *
   * Throws `TaskFailed` with the task's own error as its `cause`, `TaskRevoked` where the run was cancelled, `timed-out`,
   * an aborted signal's reason as it is, and else as `checkStatusOrBegin`.
   */
  run<N extends TaskName<M>>(
    task: N,
    args: ArgsOf<M, N>,
    options?: RunOptions,
  ): Promise<ResultNamed<M, N>>;

  /**
   * Whether the run is STARTED; false also where there is none.
   *
   * ```ts
   * const working: boolean = await client.processIsRunning({ pollingUrl: '/sums/2+3' });
   * ```
   */
  processIsRunning(which: Which): Promise<boolean>;
  /**
   * Whether the run is SUCCESS; false also where there is none.
   *
   * ```ts
   * const ready: boolean = await client.processIsComplete({ pollingUrl: '/sums/2+3' });
   * ```
   */
  processIsComplete(which: Which): Promise<boolean>;
  /**
   * Whether the run is STARTED or SUCCESS; false also where there is none.
   *
   * ```ts
   * const known: boolean = await client.processIsRunningOrComplete({ pollingUrl: '/sums/2+3' });
   * ```
   */
  processIsRunningOrComplete(which: Which): Promise<boolean>;
  /**
   * Whether the run is PENDING; false also where there is none.
   *
   * ```ts
   * const queued: boolean = await client.processIsPending({ pollingUrl: '/sums/2+3' });
   * ```
   */
  processIsPending(which: Which): Promise<boolean>;
  /**
   * The run's status; null where there is no such run.
   *
   * ```ts
   * const status = await client.getProcessStatus({ taskId });
   * if (status === 'FAILURE') console.log((await client.getMonitor({ taskId }))?.error);
   * ```
   */
  getProcessStatus(which: Which): Promise<Status | null>;
  /**
   * The run's result; null where there is none: not yet, no longer, failed, cancelled, or no such run. By its task ID
   * a result is there for an hour at least, however short the task's `maxAgeSeconds`.
   *
   * ```ts
   * const result = await client.getProcessResult({ taskId });
   * if (typeof result === 'number') console.log(result.toFixed(2));
   * ```
   */
  getProcessResult(which: Which): Promise<unknown>;
  /**
   * The task ID of the run that the URL stands for; null where there is none.
   *
   * ```ts
   * const current = await client.getTaskIdFromUrl('/sums/2+3');
   * ```
   */
  getTaskIdFromUrl(pollingUrl: string): Promise<string | null>;
  /**
   * The polling URL of a run, in its canonical spelling.
   *
   * ```ts
   * const url = await client.getUrlFromTaskId(taskId);
   * ```
   *
   * Throws `unknown-run`, and `not-found` where the run has no URL.
   */
  getUrlFromTaskId(taskId: string): Promise<string>;

  /**
   * All that there is to know of a run; null where there is no such run.
   *
   * ```ts
   * const monitor = await client.getMonitor({ taskId });
   * if (monitor !== null) console.log(monitor.status, monitor.attempt, monitor.progress);
   * ```
   */
  getMonitor(which: Which): Promise<Monitor | null>;
  /**
   * Cancels a run for all who joined it. One that nobody works on is REVOKED at once; else its task is told, and
   * `cancelRequestedAt` is set.
   *
   * ```ts
   * const { status, cancelRequestedAt } = await client.cancel(taskId);
   * ```
   *
   * Throws `unknown-run` and `already-ended`.
   */
  cancel(taskId: string): Promise<Monitor>;
}
