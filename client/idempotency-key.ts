import { TaskError } from './errors.ts';

/** One that nobody else has. `crypto.randomUUID` would want a page to have come by HTTPS. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Throws `malformed` for what the API takes for none. */
export function checkedKey(key: string): string {
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
  const detail = `The idempotencyKey is ${JSON.stringify(key.slice(0, 255))}`;
  throw new TaskError('malformed', `${detail}; allowed are 1 to 255 printable ASCII characters`, {
    status: 400,
  });
}
