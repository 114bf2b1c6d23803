import { cancelRun } from '../../core/cancel.ts';
import { TaskError } from '../../core/errors.ts';
import { runById } from '../../core/status.ts';
import { namedRun } from './named-run.ts';
import { problem } from './problem.ts';
import { acceptedAnswer, monitorAnswer, monitorFor } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

export async function cancelTask(c: ApiContext, api: Api): Promise<Response> {
  if (c.req.header('Sec-Fetch-Site') === 'cross-site') {
    return problem('forbidden', 'A page of another site may not cancel a run');
  }
  const name = namedRun(c);
  try {
    const record = await cancelRun(name, api);
    return record.status === 'REVOKED'
      ? await monitorAnswer(record, c, api)
      : acceptedAnswer(record, await monitorFor(record, c, api), api);
  } catch (error) {
    if (!(error instanceof TaskError) || error.code !== 'already-ended') throw error;
    const run = await monitorFor(await runById(name, api), c, api);
    return problem(error.code, error.message, { members: { run } });
  }
}
