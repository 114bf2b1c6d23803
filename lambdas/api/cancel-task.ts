import { cancelRun } from '../../core/cancel.ts';
import { namedRun } from './named-run.ts';
import { problem } from './problem.ts';
import { acceptedAnswer, monitorAnswer, monitorIn } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

export async function cancelTask(c: ApiContext, api: Api): Promise<Response> {
  if (c.req.header('Sec-Fetch-Site') === 'cross-site') {
    return problem('forbidden', 'A page of another site may not cancel a run');
  }
  const record = await cancelRun(namedRun(c), api);
  return record.status === 'REVOKED'
    ? monitorAnswer(record, c, api)
    : acceptedAnswer(record, await monitorIn(record, c, api), api);
}
