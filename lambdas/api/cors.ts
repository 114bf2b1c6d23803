import { cors } from '../../core/cors.ts';
import { problem } from './problem.ts';
import type { ApiContext } from './route.ts';

/** Origins whose pages may call the API: some, or `*` for all. */
export type CorsOrigins = readonly string[];

/** Whether a page of that origin may call the API. */
export function isAllowedOrigin(origin: string | undefined, origins: CorsOrigins): boolean {
  return origin !== undefined && (origins.includes('*') || origins.includes(origin));
}

/** The answer to a preflight; undefined where the request is none, or nobody's pages may call. */
export function preflightAnswer(c: ApiContext, origins: CorsOrigins): Response | undefined {
  const origin = c.req.header('Origin');
  const asked = c.req.header('Access-Control-Request-Method');
  if (origins.length === 0 || c.req.method !== 'OPTIONS') return undefined;
  if (origin === undefined || asked === undefined) return undefined;
  if (!isAllowedOrigin(origin, origins)) {
    const detail = `Pages of ${origin} may not call this API; allowed are those of ${origins.join(', ')}`;
    return problem('forbidden', detail);
  }
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': cors.methods.join(', '),
      'Access-Control-Allow-Headers': cors.requestHeaders.join(', '),
      'Access-Control-Max-Age': `${cors.maxAgeSeconds}`,
      'Cache-Control': 'no-store',
    },
  });
}

/** Lets pages of allowed origins read the answer. */
export function letRead(c: ApiContext, origins: CorsOrigins): void {
  const origin = c.req.header('Origin');
  if (c.env.frontAnswersCors || origin === undefined || !isAllowedOrigin(origin, origins)) return;
  c.header('Access-Control-Allow-Origin', origins.includes('*') ? '*' : origin);
  c.header('Access-Control-Expose-Headers', cors.responseHeaders.join(', '));
}
