import type { BegunMonitor, Monitor, Outcome } from '../core/monitor.ts';
import type { NamedArgs, ResultOf, TasksOf } from '../core/registry.ts';
import type { Progress, Status } from '../core/run.ts';

/** The names of a registry's tasks: `TaskName<typeof import('#tasks')>`. */
export type TaskName<M> = keyof TasksOf<M> & string;
type TaskNamed<M, N extends TaskName<M>> = TasksOf<M>[N];
export type ArgsOf<M, N extends TaskName<M>> = NamedArgs<TaskNamed<M, N>>;
export type ResultNamed<M, N extends TaskName<M>> = ResultOf<TaskNamed<M, N>>;

/** Arguments as in Python: by position, by name, or the first ones by position and the others by name. */
export type Arguments<M, N extends TaskName<M>> =
  | { args?: never; kwargs: ArgsOf<M, N> }
  | { args: readonly ArgsOf<M, N>[keyof ArgsOf<M, N>][]; kwargs?: Partial<ArgsOf<M, N>> };

/** A run by its task ID, or the one that a polling URL stands for. With both, the task ID decides. */
export interface Which {
  pollingUrl?: string;
  taskId?: string;
}

export interface BeginOptions extends Which {
  /** False begins even while a run is in flight, and both go on. @default true */
  checkRunning?: boolean;
  /** False leaves the URL alone: what begins is found by its task ID only. @default true */
  cacheResults?: boolean;
}

/** What `check_status_or_begin` answers. */
export interface BegunAnswer {
  statusText: string;
  taskId: string;
  outcome: Outcome;
}

export interface RunOptions {
  /** Joins what that URL has in flight, and takes a result that is fresh. Without one a run always begins. */
  pollingUrl?: string;
  /** Called with each progress that is new. */
  onProgress?: (progress: Progress, monitor: Monitor) => void;
  /** Stops the waiting, not the run: others may wait for it too. `cancel` ends the run. */
  signal?: AbortSignal;
  /**
   * How long to wait at most, in milliseconds; then `timed-out` is thrown, and the run goes on. The last look
   * may take 2 s more.
   */
  timeoutMs?: number;
}

/** The functions of madrona.async, typed by a registry of tasks. All throw `TaskError`. */
export interface TaskClient<M> {
  /**
   * Begins a run, or joins the one in flight for this URL or of this task ID. Does not look whether there is
   * a result: a complete URL runs again.
   */
  checkStatusOrBegin<N extends TaskName<M>>(
    task: N,
    options: Arguments<M, N> & BeginOptions,
  ): Promise<BegunAnswer>;

  /** The result where it is complete and fresh, else as `checkStatusOrBegin`: the original's documented flow. */
  getOrBegin<N extends TaskName<M>>(
    task: N,
    options: Arguments<M, N> & BeginOptions & { pollingUrl: string },
  ): Promise<
    | { complete: true; result: ResultNamed<M, N>; taskId: string }
    | ({ complete: false } & BegunAnswer)
  >;

  /**
   * Begins, waits and returns the result. Throws `TaskFailed`, `TaskRevoked`, and `timed-out`; an aborted
   * signal's reason as it is.
   *
   * ```ts
   * const sum = await client.run('add', { x: 2, y: 3 }, {
   *   onProgress: ({ current, total }) => console.log(current, total),
   * });
   * ```
   */
  run<N extends TaskName<M>>(
    task: N,
    args: ArgsOf<M, N>,
    options?: RunOptions,
  ): Promise<ResultNamed<M, N>>;

  /** Whether it is STARTED. */
  processIsRunning(which: Which): Promise<boolean>;
  /** Whether it is SUCCESS. */
  processIsComplete(which: Which): Promise<boolean>;
  /** Whether it is STARTED or SUCCESS. */
  processIsRunningOrComplete(which: Which): Promise<boolean>;
  /** Whether it is PENDING. */
  processIsPending(which: Which): Promise<boolean>;
  /** Its status; null where there is no such run. */
  getProcessStatus(which: Which): Promise<Status | null>;
  /** Its result; null where there is none: not yet, no longer, failed, cancelled, or no such run. */
  getProcessResult(which: Which): Promise<unknown>;
  /** The task ID of the run that the URL stands for; null where there is none. */
  getTaskIdFromUrl(pollingUrl: string): Promise<string | null>;
  /** The polling URL of a run. Throws `unknown-run`, and `not-found` where the run has no URL. */
  getUrlFromTaskId(taskId: string): Promise<string>;

  /** All there is to know of a run; null where there is no such run. */
  getMonitor(which: Which): Promise<Monitor | null>;
  /** Cancels a run for all who joined it. Throws `unknown-run` and `already-ended`. */
  cancel(taskId: string): Promise<Monitor>;
}

export type { BegunMonitor, Monitor, Outcome, Progress, Status };
