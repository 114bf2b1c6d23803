import { documentOf } from './openapi-json.ts';
import type { Api, ApiContext } from './route.ts';

export const docsPath = '/docs';

/** The document for people. As rarely asked for as the document, and loaded as late. */
export async function docs(c: ApiContext, api: Api): Promise<Response> {
  const { pageOf } = await import('./page/page.ts');
  const { html, policy } = await pageOf(await documentOf(c, api), api.sha256);
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  return new Response(html, { headers });
}
