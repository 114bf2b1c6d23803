import type { Instant, Progress, RunError, RunRecord, Status } from './run.ts';
import { taskIdOf } from './key.ts';

/** What a caller is shown of a run. Times are RFC 3339 UTC with milliseconds and `Z`, null until known. */
export interface Monitor {
  /** Names the run. */
  taskId: string;
  /** The name of its task. */
  task: string;
  /** The URL that it was begun for, in its canonical spelling (RFC 3986 §6.2); null where there is none. */
  pollingUrl: string | null;
  /** Where it is. */
  status: Status;
  /** Attempts begun so far. */
  attempt: number;
  /** How far it has come; null until its task says so. */
  progress: Progress | null;
  /** When it was begun. */
  createdAt: Instant;
  /** When the latest attempt began. */
  startedAt: Instant | null;
  /** When it ended. */
  finishedAt: Instant | null;
  /** When the result stops being fresh; null where there is none. */
  freshUntil: Instant | null;
  /** When the record goes, and its task ID is unknown from then on. */
  expiresAt: Instant | null;
  /** When somebody asked to cancel it. */
  cancelRequestedAt: Instant | null;
  /** Why it failed, or its last attempt; null where none did. */
  error: RunError | null;
  /** Where to ask on, as path references (RFC 3986 §4.2). */
  urls: RunUrls;
}

/** The resources of a run over HTTP. */
export interface RunUrls {
  /** Answers this monitor. */
  self: string;
  /** Answers the bare result. */
  result: string;
  /** Cancels by POST. */
  cancel: string;
}

/**
 * What a begin did: `started` a run, joined one that is `running`, or found a result that is `cached` (or a failure that
 * is remembered) or `stale`, a new run being at work behind it.
 */
export type Outcome = 'started' | 'running' | 'cached' | 'stale';

/** The answer of a begin. */
export interface BegunMonitor extends Monitor {
  /** What it did. */
  outcome: Outcome;
  /** The same for people: the owner's words, filled in. */
  statusText: string;
  /** The task ID of the run at work behind a result that is `stale`; null where there is none. */
  refreshing: string | null;
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
