/**
 * Where a run is, in Celery's words, which the original shows to its users. In flight it is PENDING (queued), STARTED
 * (at work) or RETRY (waiting for its next attempt); it ends as SUCCESS, FAILURE or REVOKED (cancelled).
 */
export type Status = 'PENDING' | 'STARTED' | 'RETRY' | 'SUCCESS' | 'FAILURE' | 'REVOKED';

/** A run that has one of these has not ended. */
export const inFlight = ['PENDING', 'STARTED', 'RETRY'] as const satisfies readonly Status[];
/** A run that has one of these has ended. */
export const terminal = ['SUCCESS', 'FAILURE', 'REVOKED'] as const satisfies readonly Status[];
/** All that there are. */
export const statuses = [...inFlight, ...terminal] as const;

/** RFC 3339 UTC with milliseconds and `Z`: text order is time order. */
export type Instant = string;

/** How far a run has come, as its task last said. */
export interface Progress {
  /** What is done, in units of the task's own. */
  current: number;
  /** What there is to do; null where the task has not said. */
  total: number | null;
  /** What the task is at, at most 80 bytes of UTF-8; null where it has not said. */
  message: string | null;
}

/** Why a run failed, or its last attempt. */
export interface RunError {
  /** The error's own name, such as `TypeError`. */
  name: string;
  /** What it said; cut with `…`, so that name and message are 200 bytes of UTF-8 at most. */
  message: string;
}

/** Where the last result that may still be served stands, while a newer run is at work or has failed. */
export interface GoodResult {
  run: string;
  fence: number;
  /** `record`: in the run's own item. `result`: in a result item named by run and fence. */
  at: 'record' | 'result';
  etag: string;
  finishedAt: Instant;
  freshUntil: Instant;
  staleUntil: Instant | null;
  staleIfErrorUntil: Instant | null;
}

/** A run's state, in the head or in the run's own item. */
export interface RunRecord {
  key: string;
  run: string;
  task: string;
  /** Of task name and arguments: two runs with one digest would do the same. */
  digest: string;
  status: Status;
  /** Grows with every write. */
  version: number;
  /** Grows with every claim; a write that carries an old one is refused. */
  fence: number;
  /** Attempts begun so far, counted when they are claimed. */
  attempt: number;
  /** Who holds the lease; tells one's own claim, whose answer was lost, from another's. */
  holder: string | null;
  /** When a worker may next claim it: at once, when its backoff is over, or when its lease lapses. Null once ended. */
  claimableAt: Instant | null;
  createdAt: Instant;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  cancelRequestedAt: Instant | null;
  /** A success is fresh, and a failure remembered, until then. */
  freshUntil: Instant | null;
  /** End of stale-while-revalidate, where the task has one. */
  staleUntil: Instant | null;
  /** End of stale-if-error, where the task has one. */
  staleIfErrorUntil: Instant | null;
  /** When the record goes; null while in flight. */
  expiresAt: Instant | null;
  progress: Progress | null;
  error: RunError | null;
  /** The canonical polling URL, where there is room for it here. */
  url: string | null;
  /** Where the URL stands: nowhere (a random key), here, or in the url item. */
  urlAt: 'none' | 'record' | 'url';
  /** The result as JSON text, where there is room for it here. */
  result: string | null;
  /** Where the result stands: nowhere yet, here, or in a result item of this run and fence. */
  resultAt: 'none' | 'record' | 'result';
  /** SHA-256 of the stored result's bytes. */
  etag: string | null;
  good: GoodResult | null;
}

/** Whether it has not ended. */
export function isInFlight(status: Status): boolean {
  return status === 'PENDING' || status === 'STARTED' || status === 'RETRY';
}

/** When the lease of a run's worker ends or ended, in milliseconds since the epoch; 0 where no worker has it. */
export function leaseUntilMs({ status, claimableAt }: RunRecord): number {
  return status === 'STARTED' && claimableAt !== null ? millis(claimableAt) : 0;
}

/** Milliseconds since the epoch as the stored form of a time. */
export function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The stored form of a time as milliseconds since the epoch. */
export function millis(at: Instant): number {
  return Date.parse(at);
}
