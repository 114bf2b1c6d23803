import type { IncomingMessage } from 'node:http';

/** API Gateway keeps these to itself. */
const dropped = new Set(
  'connection content-length content-md5 expect max-forwards proxy-authenticate server te trailer transfer-encoding upgrade www-authenticate'.split(
    ' ',
  ),
);

/** The headers that a function gets: those that were sent, under the names as sent, and where they came from. */
export function forwardedHeaders({
  rawHeaders,
  headers,
  socket,
}: IncomingMessage): [name: string, value: string][] {
  const sent = rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 && !dropped.has(name.toLowerCase()) ? [[name, rawHeaders[i + 1] ?? '']] : [],
  );
  const own = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];
  return [
    ...sent.filter(([name]) => !own.includes(name.toLowerCase())),
    ['X-Forwarded-For', socket.remoteAddress ?? ''],
    ['X-Forwarded-Port', headers.host?.split(':').at(-1) ?? ''],
    ['X-Forwarded-Proto', 'http'],
  ];
}
