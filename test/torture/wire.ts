import { isRecord } from '../../local/is-record.ts';

/** What a store is asked or answers, as JSON. */
export type Wire = Record<string, unknown>;

export function wireOf(text: string): Wire {
  const value: unknown = JSON.parse(text || '{}');
  return isRecord(value) ? value : {};
}

/** What is at that path; undefined where nothing is. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((found: unknown, name) => (isRecord(found) ? found[name] : undefined), value);
}

/** The records of a list. */
export function listAt(value: unknown, ...path: string[]): Wire[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/** The text that DynamoDB's JSON has at that path. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path, 'S');
  return typeof found === 'string' ? found : undefined;
}

/** The number that DynamoDB's JSON has at that path. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = at(value, ...path, 'N');
  return typeof found === 'string' ? Number(found) : undefined;
}
