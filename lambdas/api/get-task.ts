import { runById } from '../../core/status.ts';
import { namedRun } from './named-run.ts';
import { monitorAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { waited } from './waited.ts';

export async function getTask(c: ApiContext, api: Api): Promise<Response> {
  return monitorAnswer(await waited(await runById(namedRun(c), api), c, api), c, api);
}
