import { parseDirectives, type Directives } from '../../core/directives.ts';
import type { ApiContext } from './route.ts';

/**
 * What a request on a call URL says of stored answers. One that nobody meant to begin work by is read as
 * `only-if-cached`.
 */
export function directivesOf(c: ApiContext): Directives {
  const said = parseDirectives(c.req.header('Cache-Control'), c.req.header('Pragma'));
  return isMeant(c) ? said : { ...said, onlyIfCached: true };
}

/**
 * Whether somebody asks, rather than a browser on its own or a page of another site behind its user's back.
 * Nobody means to begin work by HEAD (RFC 9110 §9.2.1).
 */
function isMeant(c: ApiContext): boolean {
  const prefetched = ['Sec-Purpose', 'Purpose', 'X-Moz'].some((name) =>
    c.req.header(name)?.toLowerCase().includes('prefetch'),
  );
  const embedded =
    c.req.header('Sec-Fetch-Site') === 'cross-site' && c.req.header('Sec-Fetch-Mode') === 'no-cors';
  return c.req.method !== 'HEAD' && !prefetched && !embedded;
}
