import type { IncomingMessage } from 'node:http';

/** The headers that a function gets: those that were sent, under the names as sent, and where they came from. */
export function forwardedHeaders(
  { rawHeaders, headers, socket }: IncomingMessage,
  dropped: ReadonlySet<string>,
): [name: string, value: string][] {
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
