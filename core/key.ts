import type { Sha256 } from './ports.ts';

/** The key of a polling URL: 43 characters of base64url. The URL is a canonical one. */
export function keyOf(sha256: Sha256, tenant: string, canonicalUrl: string): string {
  return sha256(fieldsText('madrona-async/key/1', tenant, canonicalUrl));
}

/** What a run would do: two with one digest would do the same. Arguments are canonical JSON. */
export function digestOf(sha256: Sha256, task: string, argsJson: string): string {
  return sha256(fieldsText('madrona-async/digest/1', task, argsJson));
}

/** Names a run: where its item stands, by both parts of the table's key. */
export function taskIdOf(key: string, run: string): string {
  return `${key}.${run}`;
}

/**
 * The parts of a task ID; undefined for any text that is none. They are compared as text and never decoded,
 * so that no two spellings name one run.
 */
export function parseTaskId(text: string): { key: string; run: string } | undefined {
  const [, key, run] = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{22})$/.exec(text) ?? [];
  return key === undefined || run === undefined ? undefined : { key, run };
}

/** Each field after its length in UTF-16 units, so that no two lists of fields are one text. */
function fieldsText(...fields: readonly string[]): string {
  return fields.map((field) => `${field.length}:${field}`).join('');
}

/** The key of a request that is to be done once, without a polling URL. */
export function keyOfOnce(sha256: Sha256, principal: string, idempotencyKey: string): string {
  return sha256(fieldsText('madrona-async/once/1', principal, idempotencyKey));
}

/** The run of a request that is to be done once at its polling URL: one half names the request, the other what it does. */
export function runOfOnce(
  sha256: Sha256,
  [onceKey, key, day]: readonly [onceKey: string, key: string, day: number],
  digest: string,
): string {
  const request = sha256(fieldsText('madrona-async/once-run/1', onceKey, key, `${day}`));
  return `${request.slice(0, halfName)}${digest.slice(0, halfName)}`;
}

/** Whether two runs were begun by one request, with the same arguments or with others. */
export function sameOnce(run: string, other: string): boolean {
  return run.slice(0, halfName) === other.slice(0, halfName);
}

const halfName = 11;
