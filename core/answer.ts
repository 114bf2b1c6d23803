import { TaskError } from './errors.ts';
import type { RunRecord } from './run.ts';
import { resultOf, type StatusPorts } from './status.ts';

/** What who asks for a run's result is told. */
export type Answer =
  | { is: 'in-flight' }
  /** As JSON text. */
  | { is: 'result'; json: string }
  /** `task-failed` or `task-revoked`. */
  | { is: 'refused'; error: TaskError };

/** What has become of a run. Throws `result-expired` (`TaskError`) and `StoreFault`. */
export async function answerOf(record: RunRecord, ports: StatusPorts): Promise<Answer> {
  switch (record.status) {
    case 'PENDING':
    case 'STARTED':
    case 'RETRY':
      return { is: 'in-flight' };
    case 'SUCCESS':
      return { is: 'result', json: await resultOf(record, ports) };
    case 'FAILURE':
      return { is: 'refused', error: failed(record) };
    case 'REVOKED':
      return {
        is: 'refused',
        error: new TaskError('task-revoked', 'The run was cancelled', { record }),
      };
  }
}

function failed(record: RunRecord): TaskError {
  const { error, attempt } = record;
  const attempts = attempt === 1 ? '1 attempt' : `${attempt} attempts`;
  const why = error === null ? '' : `: ${error.name}: ${error.message}`;
  return new TaskError('task-failed', `The run failed after ${attempts}${why}`, { record });
}
