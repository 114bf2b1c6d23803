import type { Change, Guard } from './guard.ts';
import type { Instant, Progress, RunError, RunRecord } from './run.ts';

/** `head`: the item that holds a key's current run. Else the own item of the run named. */
export type Place = { key: string; item: 'head' } | { key: string; item: 'run'; run: string };

/** `strong`: as of the last write. `eventual`: may lag a moment behind it, for half the cost. */
export type Consistency = 'strong' | 'eventual';

/** Whether the condition held; that it did not is expected, and no error. */
export type WriteOutcome =
  | { applied: true; record: RunRecord }
  /** The item as it was found when the condition failed, or soon after; undefined where there is none. */
  | { applied: false; record: RunRecord | undefined };

/**
 * The table. Every write of a record is one conditional write on one item. All methods throw `StoreFault` where it
 * is not known what happened, and `UnknownShape` where an item is of another shape version.
 */
export interface RunStore {
  read(place: Place, consistency: Consistency): Promise<RunRecord | undefined>;
  /** Puts a whole record. */
  put(place: Place, record: RunRecord, guard: Guard): Promise<WriteOutcome>;
  /** Changes a record that is there; a missing one is a refusal. */
  update(place: Place, change: Change, guard: Guard): Promise<WriteOutcome>;
  /** A result that its record has no room for. Written before the record that points to it. */
  putResult(result: ResultName, json: string, expiresAt: string): Promise<void>;
  /** Strongly consistent. */
  readResult(result: ResultName): Promise<string | undefined>;
  /** A polling URL that the head has no room for. Written before the head. */
  putUrl(key: string, url: string, expiresAt: string): Promise<void>;
  readUrl(key: string): Promise<string | undefined>;
}

/** A look through the whole table, which may lag: page after page, in no order. */
export interface RunSurvey {
  /**
   * The runs of records that are STARTED or RETRY, and that could have been claimed by then. Those of another shape
   * version are left out. Throws `StoreFault`.
   */
  overdue(by: Instant): AsyncIterable<readonly { key: string; run: string }[]>;
}

/** A result is named by run and fence, so that a zombie's late one is never taken for another. */
export interface ResultName {
  key: string;
  run: string;
  fence: number;
}

/** Where begins are sent to. Throws `StoreFault` where it is not known whether the message was taken. */
export interface RunQueue {
  send(body: string): Promise<void>;
}

/** What a consumer makes of a message. `done`: it may be deleted. `kept`: it comes again when its visibility ends. */
export type Receipt = 'done' | 'kept';

/** A message as a worker holds it. */
export interface Delivery {
  body: string;
  /**
   * Hides the message from other workers for so long, counted from now. Throws `StoreFault`.
   * The queue takes 0 to 43,200 seconds.
   */
  setVisibility(seconds: number): Promise<void>;
}

/** Time, which the rules have none of. */
export interface Clock {
  /** Wall clock, in milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never jump: for one's own deadlines. */
  monotonic(): number;
  /** Ends early, without an error, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Randomness, which the rules have none of. */
export interface Chance {
  /** So many random bytes, as base64url. */
  id(bytes: number): string;
  /** Evenly from 0 (included) to 1 (not). */
  fraction(): number;
}

/** SHA-256 of the text's UTF-8 bytes, as base64url without padding (43 characters). */
export type Sha256 = (text: string) => string;

/** One attempt, as the task’s code gets it. */
export interface Job {
  taskId: string;
  task: string;
  /** Canonical JSON of the bound arguments, by name. */
  args: string;
  attempt: number;
}

/** What a task did with its attempt; a permanent error is not tried again. */
export type AttemptEnd =
  { kind: 'returned'; json: string } | { kind: 'threw'; error: RunError; permanent: boolean };

/**
 * Runs a task's code apart from the worker's own thread. When the signal aborts, the task is asked to
 * stop and its thread is ended after a grace of 2 s; the promise then resolves. It never rejects for what the
 * task does: an overflow of memory, an exit, an error out of band end as `threw`.
 */
export interface TaskExecutor {
  execute(
    job: Job,
    options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ): Promise<AttemptEnd>;
}

/** Where a line goes that says what happened, with the fields that it is found by. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}
