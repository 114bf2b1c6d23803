import { cancelRun } from '../../core/cancel.ts';
import { isAllowedOrigin } from './cors.ts';
import { namedRun } from './named-run.ts';
import { problem } from './problem.ts';
import { acceptedAnswer, monitorAnswer, monitorIn } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

export async function cancelTask(c: ApiContext, api: Api): Promise<Response> {
  const origin = c.req.header('Origin');
  const isOfOtherSite = c.req.header('Sec-Fetch-Site') === 'cross-site';
  if (isOfOtherSite && !isAllowedOrigin(origin, api.corsOrigins)) {
    const detail = `A page of another site (${origin ?? 'it does not say which'}) may not cancel a run`;
    return problem('forbidden', detail);
  }
  const record = await cancelRun(namedRun(c), api);
  return record.status === 'REVOKED'
    ? monitorAnswer(record, c, api)
    : acceptedAnswer(record, await monitorIn(record, c, api), api);
}
