import { jsonAnswer } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

/** The API in OpenAPI. Rarely asked for, so loaded only then. */
export async function openApi(
  c: ApiContext,
  { registry, links, corsOrigins }: Api,
): Promise<Response> {
  const { openApiDocument } = await import('./openapi/document.ts');
  const path = `${links.prefix(c.env)}/`;
  const absolute = links.absolute(path);
  const document = openApiDocument({
    registry,
    server: (absolute ?? path).replace(/(?<=.)\/$/, ''),
    isAbsolute: absolute !== undefined,
    isForPages: corsOrigins.length > 0,
  });
  return jsonAnswer(document, { 'Cache-Control': 'private, no-cache' });
}
