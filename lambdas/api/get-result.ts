import { runById, runByUrl } from '../../core/status.ts';
import { namedRun, namedUrl } from './named-run.ts';
import { outcomeAnswer, outcomeAnswerByUrl } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { waited } from './waited.ts';

export async function getResultById(c: ApiContext, api: Api): Promise<Response> {
  const record = await runById(namedRun(c), api);
  return outcomeAnswer(await waited(record, c, api), c, api);
}

export async function getResultByUrl(c: ApiContext, api: Api): Promise<Response> {
  const record = await runByUrl(namedUrl(c.env, api.registry), api);
  return outcomeAnswerByUrl(await waited(record, c, api), c, api);
}
