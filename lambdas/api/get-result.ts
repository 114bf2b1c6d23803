import { runById, runByUrl } from '../../core/status.ts';
import { namedRun, namedUrl } from './named-run.ts';
import { outcomeAnswer, outcomeAnswerByUrl } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

export async function getResultById(c: ApiContext, api: Api): Promise<Response> {
  return outcomeAnswer(await runById(namedRun(c), api), c, api);
}

export async function getResultByUrl(c: ApiContext, api: Api): Promise<Response> {
  return outcomeAnswerByUrl(await runByUrl(namedUrl(c.env, api.registry), api), c, api);
}
