import { parseDirectives, type Directives } from '../../core/directives.ts';
import { isAllowedOrigin, type CorsOrigins } from './cors.ts';
import type { ApiContext } from './route.ts';

/**
 * What a request on a call URL says of stored answers. One that nobody meant to begin work by is read as
 * `only-if-cached`.
 */
export function directivesOf(c: ApiContext, origins: CorsOrigins): Directives {
  const said = parseDirectives(c.req.header('Cache-Control'), c.req.header('Pragma'));
  return isMeant(c, origins) ? said : { ...said, onlyIfCached: true };
}

/**
 * Whether somebody asks, rather than a browser on its own or a page of another site behind its user's back.
 * Nobody means to begin work by HEAD (RFC 9110 §9.2.1).
 */
function isMeant(c: ApiContext, origins: CorsOrigins): boolean {
  const prefetched = ['Sec-Purpose', 'Purpose', 'X-Moz'].some((name) =>
    c.req.header(name)?.toLowerCase().includes('prefetch'),
  );
  return c.req.method !== 'HEAD' && !prefetched && !isUnseen(c, origins);
}

/**
 * Whether it is for a page of somebody else's, which gets to see nothing of the answer: what it loads, frames, or fetches
 * without leave (https://www.w3.org/TR/fetch-metadata/).
 */
function isUnseen(c: ApiContext, origins: CorsOrigins): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  const mode = c.req.header('Sec-Fetch-Mode');
  if (mode === 'cors' && (site === 'cross-site' || site === 'same-site')) {
    return !isAllowedOrigin(c.req.header('Origin'), origins);
  }
  const isFramed =
    mode === 'navigate' && (c.req.header('Sec-Fetch-Dest') ?? 'document') !== 'document';
  return site === 'cross-site' && (mode === 'no-cors' || isFramed);
}
