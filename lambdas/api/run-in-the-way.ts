import type { BeginRequest } from '../../core/begin.ts';
import { TaskError } from '../../core/errors.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';
import { runById, runByUrl, type StatusPorts } from '../../core/status.ts';

/** The run for which a begin was refused as `polling-url-in-use`, where it has not gone since. */
export async function runInTheWay(
  { taskId, pollingUrl, checkRunning }: BeginRequest,
  ports: StatusPorts,
): Promise<RunRecord | undefined> {
  // As in a begin, a task ID decides before the URL does, as long as its run is in flight.
  const named =
    taskId !== null && checkRunning ? await orUndefined(runById(taskId, ports)) : undefined;
  if (named !== undefined && isInFlight(named.status)) return named;
  return pollingUrl === null ? undefined : orUndefined(runByUrl(pollingUrl, ports));
}

async function orUndefined(found: Promise<RunRecord>): Promise<RunRecord | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof TaskError && error.code === 'unknown-run') return undefined;
    throw error;
  }
}
