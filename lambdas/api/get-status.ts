import { runByUrl } from '../../core/status.ts';
import { namedUrl } from './named-run.ts';
import { monitorAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

export async function getStatus(c: ApiContext, api: Api): Promise<Response> {
  return monitorAnswer(await runByUrl(namedUrl(c.env, api.registry), api), c, api);
}
