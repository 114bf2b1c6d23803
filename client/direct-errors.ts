import { StoreFault, TaskError as Refusal, UnknownShape } from '../core/errors.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { Monitor } from '../core/monitor.ts';
import { detailOf, problems } from '../core/problem.ts';
import type { RunRecord } from '../core/run.ts';
import { TaskError } from './errors.ts';

/** What the rules or a store threw, as the error that the client throws over HTTPS. */
export async function clientErrorOf(
  error: unknown,
  monitorOf: (record: RunRecord) => Promise<Monitor>,
): Promise<TaskError> {
  if (!(error instanceof Refusal)) return faultOf(error);
  const { code, message, record } = error;
  try {
    return errorOf(code, message, { run: record === null ? null : await monitorOf(record) });
  } catch (fault) {
    return faultOf(fault);
  }
}

/** Here the caller has what an API would keep in its log. */
function faultOf(cause: unknown): TaskError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof StoreFault || cause instanceof UnknownShape)) {
    return errorOf('internal', reason, { cause });
  }
  const detail = 'It is not known whether this was done; to ask again later is safe';
  return errorOf('unavailable', `${detail}: ${reason}`, { cause });
}

function errorOf(
  code: ErrorCode,
  message: string,
  more: ErrorOptions & { run?: Monitor | null },
): TaskError {
  return new TaskError(code, detailOf(message), { status: problems[code].status, ...more });
}
