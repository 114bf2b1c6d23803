import { idempotencyKeyForm } from '../idempotency-key.ts';
import type { Schema } from './operation.ts';

interface RequestHeaderText {
  description: string;
  schema?: Schema;
}

/** The request headers that are read; OpenAPI leaves `Accept` and `Content-Type` to the contents' own names. */
export const requestHeaders = {
  'Cache-Control': {
    description:
      'What is asked of stored answers (RFC 9111 §5.2.1): `no-cache`, `max-age=N`, `min-fresh=N`, `max-stale[=N]`, ' +
      '`only-if-cached` on a call URL; `no-store` on any. What cannot be parsed is passed over.',
  },
  Pragma: { description: '`no-cache` counts where there is no `Cache-Control` (RFC 9111 §5.4).' },
  'If-None-Match': {
    description: 'Entity-tags that the caller has (RFC 9110 §13.1.2): 304 instead of 200 with one.',
  },
  'Idempotency-Key': {
    description:
      'A string in quotes, new for each begin: sent again with the same request, it begins nothing more.',
    schema: { type: 'string', pattern: idempotencyKeyForm.source },
  },
  Prefer: {
    description:
      '`wait=N`: answer at the run’s end, or after so many seconds, 20 at most; `respond-async`: at once (RFC 7240).',
  },
  Origin: { description: 'Set by browsers: whose page asks.' },
  'Sec-Purpose': {
    description: 'Set by browsers: with `prefetch` nobody asked yet, and nothing begins.',
  },
  Purpose: { description: 'As `Sec-Purpose`, of older browsers.' },
  'X-Moz': { description: 'As `Sec-Purpose`, of older browsers.' },
  'Sec-Fetch-Site': {
    description:
      'Set by browsers: whose page asks. What a page of another site (`cross-site`) loads or frames begins nothing, nor ' +
      'what one of another origin (also `same-site`) fetches without leave; cancelling needs an allowed origin.',
  },
  'Sec-Fetch-Dest': { description: 'Set by browsers: what is asked for; see `Sec-Fetch-Site`.' },
  'Last-Event-ID': { description: 'The `id` of the last event that the caller has seen.' },
  'Sec-Fetch-Mode': { description: 'Set by browsers; see `Sec-Fetch-Site`.' },
} as const satisfies Record<string, RequestHeaderText>;

/** What each of them is, as a parameter of the document. */
export function requestHeaderParameters(): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries<RequestHeaderText>(requestHeaders).map(
      ([name, { description, schema = { type: 'string' } }]) => [
        name,
        { name, in: 'header', description, schema },
      ],
    ),
  );
}
