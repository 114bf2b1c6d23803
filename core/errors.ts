import type { RunRecord } from './run.ts';

/** Why something was refused, or failed: a closed list. It ends a problem's `type` (RFC 9457). */
export type ErrorCode =
  | 'already-ended'
  | 'forbidden'
  | 'idempotency-key-reused'
  | 'internal'
  | 'invalid-arguments'
  | 'invalid-polling-url'
  | 'malformed'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'not-found'
  | 'only-if-cached'
  | 'polling-url-in-use'
  | 'reserved-polling-url'
  | 'result-expired'
  | 'task-failed'
  | 'task-not-by-url'
  | 'task-revoked'
  | 'throttled'
  | 'timed-out'
  | 'too-large'
  | 'unavailable'
  | 'unknown-run'
  | 'unknown-task'
  | 'unsupported-media-type'
  | 'url-too-long';

/**
 * What a problem's `type` (RFC 9457) begins with; its code follows. Names the problem and leads nowhere:
 * `.example` is nobody's (RFC 2606).
 */
export const problemTypeBase = 'https://madrona-async.example/problems/';

/**
 * A refusal or failure with a closed `code`, so that a catcher decides by code and a reader by message.
 * `cause` holds what led to it, where there is one.
 */
export class TaskError extends Error {
  override readonly name: string = 'TaskError';
  readonly code: ErrorCode;
  /** The run that the refusal speaks of, where there is one. */
  readonly record: RunRecord | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { record?: RunRecord } = {},
  ) {
    super(message, options);
    this.code = code;
    this.record = options.record ?? null;
  }
}

/**
 * Thrown by a task whose failure will not go away: the run ends as FAILURE at once, whatever its
 * policy says of retries.
 *
 * ```ts
 * import { defineTask, PermanentError } from 'madrona-async';
 * import * as z from 'zod';
 *
 * export const depth = defineTask({
 *   name: 'depth',
 *   params: { lat: z.number(), lon: z.number() },
 *   run({ lat, lon }) {
 *     if (Math.abs(lat) > 90) throw new PermanentError(`There is no latitude ${lat}`);
 *     return Math.hypot(lat, lon);
 *   },
 * });
 * ```
 */
export class PermanentError extends Error {
  /** `PermanentError`; by it a worker knows the error, should a task's bundle hold a second copy of the class. */
  override readonly name: string = 'PermanentError';
}

/** The table or the queue did not do what was asked of it, or it is not known whether it did. */
export class StoreFault extends Error {
  override readonly name: string = 'StoreFault';
  /** True where the service asked to slow down; asking again later is safe and expected. */
  readonly throttled: boolean;

  constructor(message: string, options: ErrorOptions & { throttled?: boolean } = {}) {
    super(message, options);
    this.throttled = options.throttled ?? false;
  }
}

/** An item or a message of a shape version that this code does not know: left alone, never dropped. */
export class UnknownShape extends Error {
  override readonly name: string = 'UnknownShape';
}
