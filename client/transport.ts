import type { BegunMonitor, Monitor } from '../core/monitor.ts';

/** How something is asked. */
export interface Asking {
  signal?: AbortSignal | undefined;
  /** For how many seconds the answer may be held back until the run has ended. Some transports answer at once. */
  waitSeconds?: number;
}

/** How a begin is asked. */
export interface BeginAsking extends Asking {
  /** Makes it the same one, however often it is asked. */
  idempotencyKey?: string | undefined;
}

/**
 * The way to where the runs are. All methods throw `TaskError`; those that take a signal throw its reason once
 * it aborts, and what was asked may have been done.
 */
export interface Transport {
  /** @param asked the body of `POST /v1/tasks`, as JSON text */
  begin(asked: string, asking?: BeginAsking): Promise<BegunMonitor>;
  /** Throws `unknown-run`. */
  findById(taskId: string): Promise<Monitor>;
  /** Throws `unknown-run`. */
  findByUrl(pollingUrl: string): Promise<Monitor>;
  /** Throws `task-failed` and `task-revoked`, with the run, `result-expired` and `unknown-run`. */
  look(taskId: string, asking?: Asking): Promise<Look>;
  /** Throws `unknown-run` and `already-ended`. */
  cancel(taskId: string): Promise<Monitor>;
}

/** What there is to see of a run by who waits for its result. */
export type Look =
  { complete: true; result: unknown } | { complete: false; monitor: Monitor; askAgainMs: number };
