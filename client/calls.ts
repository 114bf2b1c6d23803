import type { Monitor, Outcome } from '../core/monitor.ts';
import type { NamedArgs, ResultOf, TasksOf } from '../core/registry.ts';
import type { Progress } from '../core/run.ts';

/** The names of the tasks that a module exports: `TaskName<typeof import('./tasks.ts')>`. */
export type TaskName<M> = keyof TasksOf<M> & string;
type TaskNamed<M, N extends TaskName<M>> = TasksOf<M>[N];
/** A task's arguments by name; those that have a default may be left out. */
export type ArgsOf<M, N extends TaskName<M>> = NamedArgs<TaskNamed<M, N>>;
/** What a task returns. */
export type ResultNamed<M, N extends TaskName<M>> = ResultOf<TaskNamed<M, N>>;

/**
 * A task's arguments as in Python: `kwargs` by name, `args` by position, or the first ones by position and the others by
 * name.
 */
export type Arguments<M, N extends TaskName<M>> =
  NamedArguments<ArgsOf<M, N>> | PositionalArguments<ArgsOf<M, N>>;

/** All arguments by name. */
export interface NamedArguments<A> {
  /** None. */
  args?: never;
  /** By name; an optional one may be left out. */
  kwargs: A;
}

/** Arguments by position, and what is left of them by name. */
export interface PositionalArguments<A> {
  /** In the order in which the task declares its parameters; the compiler knows their types, not their places. */
  args: readonly A[keyof A][];
  /** By name; one that is also given by position is refused. */
  kwargs?: Partial<A>;
}

/** A run by its task ID, or the one that a polling URL stands for. With both, the task ID decides. */
export interface Which {
  /**
   * `/path…` or `http(s)://…`, at most 2,048 bytes: a name, never fetched. All spellings that RFC 3986 §6.2.2 and §6.2.3
   * call equivalent are one.
   */
  pollingUrl?: string;
  /** The `taskId` of a begin's answer. */
  taskId?: string;
}

/** What a begin is about, besides its task and arguments. */
export interface BeginOptions extends Which {
  /** False begins even while a run is in flight; both go on, and the URL stands for the newer one. @default true */
  checkRunning?: boolean;
  /**
   * False leaves the URL as it is: such a call joins what the URL has in flight, and what it begins is found by its task
   * ID only.
   *
   * @default true
   */
  cacheResults?: boolean;
  /**
   * Makes the begin the same one, however often it is made within 24 hours, by whichever process: 1 to 255 printable ASCII
   * characters, new for each begin that is another one. With it a begin whose answer is lost is made again, up to twice.
   *
   * @default - over HTTPS one of the client's own where the polling URL does not see to it: without one, with a `taskId`,
   * with `checkRunning: false` and with `cacheResults: false`
   */
  idempotencyKey?: string;
}

/** What `check_status_or_begin` answers. */
export interface BegunAnswer {
  /** What the begin did, for people: the owner's words, filled in. */
  statusText: string;
  /** Names the run that was begun, joined or found. */
  taskId: string;
  /** What the begin did, for programs. */
  outcome: Outcome;
}

/** What `getOrBegin` answers where there is a result. */
export interface CompleteAnswer<R> {
  /** Tells this answer from a `BegunAnswer`. */
  complete: true;
  /** What the task returned. */
  result: R;
  /** Names the run that the result is of. */
  taskId: string;
}

/** What `getOrBegin` answers where there is no result yet. */
export interface IncompleteAnswer extends BegunAnswer {
  /** Tells this answer from a `CompleteAnswer`. */
  complete: false;
}

/** How to wait for a result. */
export interface RunOptions {
  /**
   * The run's key: joins what that URL has in flight, and takes a result that is fresh.
   *
   * @default - none: a run always begins
   */
  pollingUrl?: string;
  /** As of `BeginOptions`. @default - over HTTPS one of the client's own where there is no `pollingUrl` */
  idempotencyKey?: string;
  /** Called with each progress that is new, and the monitor that held it. With it no request is held back for the end. */
  onProgress?: (progress: Progress, monitor: Monitor) => void;
  /** Stops the waiting, not the run, for others may wait for it too; `cancel` ends the run. */
  signal?: AbortSignal;
  /**
   * How long to wait at most, in milliseconds; then `timed-out` is thrown, and the run goes on. The last look
   * may take 2 s more.
   *
   * @default - until the run has ended
   */
  timeoutMs?: number;
}
