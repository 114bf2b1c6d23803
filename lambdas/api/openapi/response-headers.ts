import type { HeaderUses, ResponseHeader, Schema } from './operation.ts';

interface ResponseHeaderText {
  description: string;
  schema?: Schema;
}

const text: Schema = { type: 'string' };
const reference: Schema = { type: 'string', format: 'uri-reference' };

/** The response headers that are sent; OpenAPI leaves `Content-Type` to the contents' own names. */
export const responseHeaders = {
  'Cache-Control': {
    description: 'For how long whom the answer may be kept by (RFC 9111 §5.2.2, RFC 5861).',
  },
  Vary: { description: 'The request headers that chose the answer.' },
  'X-Robots-Tag': {
    description: 'Keeps crawlers away: what they followed would begin work.',
    schema: { const: 'noindex, nofollow' },
  },
  'Access-Control-Allow-Origin': {
    description: 'To pages of an allowed origin: that they may read the answer.',
  },
  'Access-Control-Expose-Headers': {
    description: 'To pages of an allowed origin: the headers that they may read.',
  },
  'Access-Control-Allow-Methods': { description: 'The methods that pages may use.' },
  'Access-Control-Allow-Headers': { description: 'The headers that pages may send.' },
  'Access-Control-Max-Age': {
    description: 'For how many seconds a preflight need not be sent again.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  Accept: { description: 'The content type that a body may have (RFC 9110 §15.5.16).' },
  Allow: { description: 'The methods that are allowed here.' },
  'Cache-Status': {
    description: 'What the table, as a cache, made of the request (RFC 9211).',
    schema: { type: 'string', pattern: '^madrona; ' },
  },
  'Content-Location': {
    description: 'The resource of which this is a representation: its run’s own.',
    schema: reference,
  },
  'Content-Security-Policy': {
    description: 'That the page loads nothing, and runs nothing but what is part of it.',
    schema: { type: 'string', pattern: "^default-src 'none'; " },
  },
  ETag: {
    description: 'Strong on results, by their bytes; weak on monitors, by their version.',
    schema: { type: 'string', pattern: '^(W/)?"[^"]*"$' },
  },
  'Last-Modified': { description: 'When the run ended (RFC 9110 §5.6.7).' },
  Location: { description: 'The monitor of the run: ask there again.', schema: reference },
  'Operation-Location': {
    description: 'The same as an absolute URL.',
    schema: { type: 'string', format: 'uri' },
  },
  'Preference-Applied': {
    description: 'The preferences that were heeded (RFC 7240 §3).',
    schema: { type: 'string', pattern: '^(respond-async|wait=\\d+|respond-async, wait=\\d+)$' },
  },
  'Referrer-Policy': {
    description: 'That links of the page do not tell where they were.',
    schema: { const: 'no-referrer' },
  },
  'Retry-After': {
    description: 'In how many seconds to ask again.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  'X-Content-Type-Options': {
    description: 'That it is what its content type says.',
    schema: { const: 'nosniff' },
  },
} as const satisfies Record<string, ResponseHeaderText>;

/** Every answer has these. */
const everywhere: HeaderUses = { always: ['Cache-Control', 'Vary', 'X-Robots-Tag'] };
const forPages: HeaderUses = {
  sometimes: ['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers'],
};

/** The headers of the document's components: one that is not always there has a second name. */
export function headerComponents(): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries<ResponseHeaderText>(responseHeaders).flatMap(
      ([name, { description, schema = text }]) => [
        [name, { description, required: true, schema }],
        [optional(name), { description, required: false, schema }],
      ],
    ),
  );
}

/** The headers of one answer. */
export function headersOf(uses: HeaderUses, isForPages: boolean): Record<string, Schema> {
  const all = [everywhere, ...(isForPages ? [forPages] : []), uses];
  const refs = (names: readonly ResponseHeader[] | undefined, component: typeof optional) =>
    (names ?? []).map((name): [string, Schema] => [
      name,
      { $ref: `#/components/headers/${component(name)}` },
    ]);
  return Object.fromEntries(
    all.flatMap(({ always, sometimes }) => [...refs(always, String), ...refs(sometimes, optional)]),
  );
}

function optional(name: string): string {
  return `${name}.optional`;
}
