import { jsonAnswer } from './respond.ts';
import type { Schema } from './openapi/operation.ts';
import type { Api, ApiContext } from './route.ts';

/** The API in OpenAPI. */
export async function openApi(c: ApiContext, api: Api): Promise<Response> {
  return jsonAnswer(await documentOf(c, api), { 'Cache-Control': 'private, no-cache' });
}

/** Rarely asked for, so loaded only then. */
export async function documentOf(
  c: ApiContext,
  { registry, links, corsOrigins }: Api,
): Promise<Schema> {
  const { openApiDocument } = await import('./openapi/document.ts');
  const path = `${links.prefix(c.env)}/`;
  const absolute = links.absolute(path);
  return openApiDocument({
    registry,
    server: (absolute ?? path).replace(/(?<=.)\/$/, ''),
    isAbsolute: absolute !== undefined,
    isForPages: corsOrigins.length > 0,
  });
}
