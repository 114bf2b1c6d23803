import { explain } from '../../core/explain.ts';
import { headOf, keyOfUrl } from '../../core/find.ts';
import { directivesOf } from './directives.ts';
import { namedUrl } from './named-run.ts';
import { jsonAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

/** What a request on that URL, with the directives of this one, would come to now, and why. Nothing begins. */
export async function explainUrl(c: ApiContext, api: Api): Promise<Response> {
  const { registry, store, clock, sha256, corsOrigins } = api;
  const pollingUrl = namedUrl(c.env, registry);
  const head = await store.read(headOf(keyOfUrl(sha256, pollingUrl)), 'strong');
  const directives = directivesOf(c, corsOrigins);
  const explanation = explain(pollingUrl, head, directives, clock.now(), api);
  return jsonAnswer(explanation, { 'Cache-Control': 'no-store' });
}
