import type { Instant, Progress, RunError, RunRecord, Status } from './run.ts';
import { taskIdOf } from './key.ts';

/** What a caller is shown of a run. Times are RFC 3339 UTC with milliseconds, null until known. */
export interface Monitor {
  taskId: string;
  task: string;
  pollingUrl: string | null;
  status: Status;
  /** Attempts begun so far. */
  attempt: number;
  progress: Progress | null;
  createdAt: Instant;
  /** When the latest attempt began. */
  startedAt: Instant | null;
  finishedAt: Instant | null;
  /** When the result stops being fresh. */
  freshUntil: Instant | null;
  /** When the record goes. */
  expiresAt: Instant | null;
  cancelRequestedAt: Instant | null;
  error: RunError | null;
  urls: { self: string; result: string; cancel: string };
}

/** What a begin did. */
export type Outcome = 'started' | 'running' | 'cached' | 'stale';

/** The answer of a begin. */
export interface BegunMonitor extends Monitor {
  outcome: Outcome;
  statusText: string;
}

/**
 * @param prefix what comes before `/v1` where the caller reaches the API: a stage, a base path, or nothing
 */
export function monitorOf(record: RunRecord, pollingUrl: string | null, prefix: string): Monitor {
  const taskId = taskIdOf(record.key, record.run);
  const self = `${prefix}/v1/tasks/${taskId}`;
  return {
    taskId,
    task: record.task,
    pollingUrl,
    status: record.status,
    attempt: record.attempt,
    progress: record.progress,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    freshUntil: record.status === 'SUCCESS' ? record.freshUntil : null,
    expiresAt: record.expiresAt,
    cancelRequestedAt: record.cancelRequestedAt,
    error: record.error,
    urls: { self, result: `${self}/result`, cancel: `${self}/cancel` },
  };
}
