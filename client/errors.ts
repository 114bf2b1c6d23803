import type { ErrorCode } from '../core/errors.ts';
import type { Monitor } from '../core/monitor.ts';

/**
 * A refusal by the API, with its closed `code` where it is one that this client knows; `status` is the HTTP
 * status, or 0 where there was no answer.
 */
export class TaskError extends Error {
  override readonly name: string = 'TaskError';
  readonly code: ErrorCode | 'unknown';
  readonly status: number;
  /** The run that the refusal speaks of, where there is one. */
  readonly run: Monitor | null;
  /** When to ask again, where the refusal said so (`Retry-After`). */
  readonly askAgainMs: number | null;

  constructor(
    code: ErrorCode | 'unknown',
    message: string,
    options: ErrorOptions & {
      status?: number;
      run?: Monitor | null;
      askAgainMs?: number | null;
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = options.status ?? 0;
    this.run = options.run ?? null;
    this.askAgainMs = options.askAgainMs ?? null;
  }
}

/** The run that was waited for ended as FAILURE; `cause` is its error, rebuilt from name and message. */
export class TaskFailed extends TaskError {
  override readonly name = 'TaskFailed';
}

/** The run that was waited for was cancelled. */
export class TaskRevoked extends TaskError {
  override readonly name = 'TaskRevoked';
}
