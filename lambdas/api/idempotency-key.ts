import type { Once } from '../../core/begin-once.ts';
import { TaskError } from '../../core/errors.ts';
import { unquoted } from '../../core/quoted-string.ts';
import type { ApiContext } from './route.ts';

const longest = 255;

/** The quoted and the bare form; a regular expression of JSON Schema too, which has no flags. */
export const idempotencyKeyForm =
  /^(?:"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255}"|[A-Za-z0-9_!#$%&'*+.^`|~:/=@-]{1,255})$/;

/**
 * The `Idempotency-Key` of a request, as a string in quotes (draft-ietf-httpapi-idempotency-key-header-07, RFC 8941
 * §3.3.3) or bare, which is what most clients send; undefined where there is none. Throws `malformed`.
 */
export function onceOf(c: ApiContext): Once | undefined {
  const header = c.req.header('Idempotency-Key');
  if (header === undefined) return undefined;
  if (idempotencyKeyForm.test(header)) {
    return { principal: c.env.principal, idempotencyKey: unquoted(header) };
  }
  throw new TaskError(
    'malformed',
    `The Idempotency-Key is ${JSON.stringify(header.slice(0, longest))}; allowed is one string in quotes, or bare without ` +
      `spaces and commas, of 1 to ${longest} ASCII characters`,
  );
}
