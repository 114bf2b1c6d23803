import type { BegunMonitor, Monitor } from '../core/monitor.ts';

/**
 * The way to where the runs are. All methods throw `TaskError`; those that take a signal throw its reason once
 * it aborts, and what was asked may have been done.
 */
export interface Transport {
  /** @param asked the body of `POST /v1/tasks`, as JSON text */
  begin(asked: string, signal?: AbortSignal): Promise<BegunMonitor>;
  /** Throws `unknown-run`. */
  findById(taskId: string): Promise<Monitor>;
  /** Throws `unknown-run`. */
  findByUrl(pollingUrl: string): Promise<Monitor>;
  /** Throws `task-failed` and `task-revoked`, with the run, `result-expired` and `unknown-run`. */
  look(taskId: string, signal?: AbortSignal): Promise<Look>;
  /** Throws `unknown-run` and `already-ended`. */
  cancel(taskId: string): Promise<Monitor>;
}

/** What there is to see of a run by who waits for its result. */
export type Look =
  { complete: true; result: unknown } | { complete: false; monitor: Monitor; askAgainMs: number };
