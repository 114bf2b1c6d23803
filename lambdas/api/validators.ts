import { parseDirectives } from '../../core/directives.ts';
import { revalidatedCacheControl } from './cache-control.ts';
import type { ApiContext } from './route.ts';

/** An entity-tag (RFC 9110 §8.8.3). */
const entityTag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Makes a 304 of a 200 that its caller has already (RFC 9110 §13.1.2, §15.4.5), and heeds a request that wants nothing
 * stored. Dates are not compared: two runs may end within one second.
 */
export function revalidate(c: ApiContext): void {
  const { res } = c;
  if (parseDirectives(c.req.header('Cache-Control')).noStore) {
    res.headers.set('Cache-Control', 'no-store');
  }
  const etag = res.headers.get('ETag');
  const asked = c.req.header('If-None-Match');
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (res.status !== 200 || !reads || etag === null || asked === undefined) return;
  if (!isAmong(etag, asked)) return;
  const headers = new Headers(res.headers);
  for (const name of ['Content-Type', 'Last-Modified']) headers.delete(name);
  headers.set('Cache-Control', revalidatedCacheControl(headers.get('Cache-Control') ?? ''));
  c.res = undefined; // else the headers of the 200 would be laid over it
  c.res = new Response(null, { status: 304, headers });
}

/** Weak comparison: what follows `W/` decides. A `*` stands for any tag, where it is alone. */
function isAmong(etag: string, list: string): boolean {
  const opaque = (tag: string) => tag.replace(/^W\//, '');
  const tags = list.match(entityTag) ?? [];
  return list.trim() === '*' || tags.some((tag) => opaque(tag) === opaque(etag));
}
