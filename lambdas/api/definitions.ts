import { callUrlPrefix } from '../../core/call-url.ts';
import type { AnyTask } from '../../core/registry.ts';
import { jsonAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

/** What can be begun, and with which arguments. */
export function definitions(c: ApiContext, { registry, links }: Api): Response {
  const prefix = links.prefix(c.env);
  const tasks = registry.tasks.map((task) => definitionOf(task, prefix));
  return jsonAnswer({ tasks }, { 'Cache-Control': 'private, no-cache' });
}

function definitionOf({ name, description, url, policy, parameters }: AnyTask, prefix: string) {
  return {
    name,
    description,
    url,
    /** Its arguments follow as path segments, or by name in the query. */
    callUrl: url ? `${prefix}${callUrlPrefix}${name}` : null,
    parameters: parameters.map(({ name, required, jsonSchema }) => {
      return { name, required, schema: jsonSchema };
    }),
    policy,
  };
}
