import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Target } from '../e2e/target.ts';

/** A fetch that connects to an endpoint whatever the URL's host is, and sends that as `Host`, which `fetch` does not. */
export function fetchVia(endpoint: string): Target['fetch'] {
  const { hostname, port } = new URL(endpoint);
  return async (url, { method = 'GET', headers, body } = {}) => {
    if (typeof body !== 'string' && body !== undefined && body !== null) {
      throw new TypeError('Journeys send text');
    }
    const { host, pathname, search } = new URL(url);
    const sent = request({
      ...{ hostname, port, method, path: pathname + search },
      headers: { ...Object.fromEntries(new Headers(headers)), host },
    });
    sent.end(body ?? undefined);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]; // what that event carries
    const { statusCode = 502, rawHeaders } = answer;
    const pairs = rawHeaders.flatMap((name, i): [string, string][] =>
      i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : [],
    );
    const content = await buffer(answer);
    const empty = statusCode === 204 || statusCode === 304;
    return new Response(empty ? null : content, { status: statusCode, headers: pairs });
  };
}
