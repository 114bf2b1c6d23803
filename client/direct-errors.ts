import { StoreFault, TaskError as Refusal, UnknownShape } from '../core/errors.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { Monitor } from '../core/monitor.ts';
import { detailOf, problems } from '../core/problem.ts';
import type { RunRecord } from '../core/run.ts';
import { TaskError } from './errors.ts';

/** What the rules or a store threw, as the error that the client throws over HTTPS; its `cause` is kept. */
export async function clientErrorOf(
  error: unknown,
  monitorOf: (record: RunRecord) => Promise<Monitor>,
): Promise<TaskError> {
  if (!(error instanceof Refusal)) return faultOf(error);
  const { code, message, record } = error;
  try {
    return errorOf(code, message, error, record === null ? null : await monitorOf(record));
  } catch (fault) {
    return faultOf(fault);
  }
}

function faultOf(error: unknown): TaskError {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof StoreFault || error instanceof UnknownShape)) {
    return errorOf('internal', reason, error);
  }
  const detail = 'It is not known whether this was done; to ask again later is safe';
  return errorOf('unavailable', `${detail}: ${reason}`, error);
}

function errorOf(
  code: ErrorCode,
  message: string,
  cause: unknown,
  run: Monitor | null = null,
): TaskError {
  return new TaskError(code, detailOf(message), { cause, status: problems[code].status, run });
}
