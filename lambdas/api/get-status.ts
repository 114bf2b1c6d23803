import { runByUrl } from '../../core/status.ts';
import { namedUrl } from './named-run.ts';
import { monitorAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { waited } from './waited.ts';

export async function getStatus(c: ApiContext, api: Api): Promise<Response> {
  const record = await runByUrl(namedUrl(c.env, api.registry), api);
  return monitorAnswer(await waited(record, c, api), c, api);
}
