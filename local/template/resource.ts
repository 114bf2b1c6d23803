import { isRecord } from '../is-record.ts';
import { intrinsicOf, resolveValue, type Scope } from './values.ts';

export interface Resource {
  id: string;
  type: string;
  /** As they stand in the template. */
  properties: Record<string, unknown>;
}

/** Reads a resource's properties by dotted paths. Every method throws an `Error` that names resource and path. */
export interface Properties {
  text(path: string, fallback?: string): string;
  integer(path: string, fallback?: number): number;
  texts(path: string): string[];
  /** Texts by name; none where there is no such property. */
  textMap(path: string): Record<string, string>;
  /** With its intrinsic functions worked out. */
  value(path: string): unknown;
  /** Throws where the property is given: the embedded stack would silently leave it out. */
  refuse(path: string): void;
  /** What to throw where a property cannot be served. */
  fault(path: string, says: string): Error;
}

export function propertiesOf(resource: Resource, scope: Scope): Properties {
  const name = (path: string) => `${resource.id} (${resource.type}): ${path}`;

  function value(path: string): unknown {
    const found = path.split('.').reduce<unknown>((outer, key) => {
      const read =
        isRecord(outer) && intrinsicOf(outer) ? resolveValue(outer, scope, name(path)) : outer;
      return isRecord(read) ? read[key] : undefined;
    }, resource.properties);
    return resolveValue(found, scope, name(path));
  }

  function expect<T>(path: string, found: unknown, isT: (v: unknown) => v is T, what: string): T {
    if (isT(found)) return found;
    const given = found === undefined ? 'is missing' : `is ${JSON.stringify(found)}`;
    throw new Error(`${name(path)} ${given}; ${what} is expected`);
  }

  return {
    value,
    fault: (path, says) => new Error(`${name(path)} ${says}`),
    text: (path, fallback) => expect(path, value(path) ?? fallback, isText, 'a text'),
    integer: (path, fallback) => expect(path, value(path) ?? fallback, isInteger, 'an integer'),
    texts: (path) => expect(path, value(path) ?? [], isTexts, 'a list of texts'),
    textMap: (path) => expect(path, value(path) ?? {}, isTextMap, 'texts by name'),
    refuse(path) {
      if (value(path) === undefined) return;
      throw new Error(`${name(path)} is given, which the embedded stack does not support`);
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every(isText);
}
