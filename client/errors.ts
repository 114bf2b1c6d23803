import type { ErrorCode } from '../core/errors.ts';
import type { Monitor } from '../core/monitor.ts';

/**
 * A refusal, by the API or by the client itself; its message says what was wrong and what is allowed.
 *
 * ```ts
 * import { TaskError } from 'madrona-async/client';
 *
 * const error: unknown = await client.cancel(taskId).catch((thrown: unknown) => thrown);
 * if (error instanceof TaskError && error.code === 'already-ended') console.log(error.run?.status);
 * ```
 */
export class TaskError extends Error {
  /** The class's own name. */
  override readonly name: string = 'TaskError';
  /** What a program decides by; `unknown` where the API is newer than this client. */
  readonly code: ErrorCode | 'unknown';
  /** The HTTP status, or the one that it would have been without HTTP; 0 where there was no answer. */
  readonly status: number;
  /** The run that the refusal speaks of, where there is one. */
  readonly run: Monitor | null;
  /**
   * After how many milliseconds to ask again, where the refusal said so (`Retry-After`, RFC 9110 §10.2.3). The client
   * asks again by itself only where this is 20 s at most, which is the longest that the API says.
   */
  readonly askAgainMs: number | null;

  constructor(code: ErrorCode | 'unknown', message: string, options: TaskErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = options.status ?? 0;
    this.run = options.run ?? null;
    this.askAgainMs = options.askAgainMs ?? null;
  }
}

/** What a refusal may say besides its code and message. */
export interface TaskErrorOptions extends ErrorOptions {
  /** The HTTP status. @default 0 */
  status?: number;
  /** The run that it speaks of. @default null */
  run?: Monitor | null;
  /** After how many milliseconds to ask again. @default null */
  askAgainMs?: number | null;
}

/** The run that was waited for ended as FAILURE; `cause` is its error, rebuilt from name and message. */
export class TaskFailed extends TaskError {
  /** The class's own name. */
  override readonly name = 'TaskFailed';
}

/** The run that was waited for was cancelled. */
export class TaskRevoked extends TaskError {
  /** The class's own name. */
  override readonly name = 'TaskRevoked';
}
