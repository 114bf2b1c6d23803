import { canonicalJson } from './canonical-json.ts';
import type { Parameter } from './task.ts';

/** How a parameter's argument stands in a URL: as it is, as a number or a boolean, or as JSON text. */
type TextKind = 'string' | 'number' | 'boolean' | 'json';

/** What an argument's text or value stands for, or why it stands for nothing. */
export type Reading = { value: unknown } | { fault: string };

type JsonSchema = Record<string, unknown>;

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * An argument's text from a URL as the JSON value it stands for, by the parameter's type: numbers by JSON's
 * grammar, `true` and `false`, strings as they are, all else (a parameter of several types too) as JSON text.
 */
export function readText(parameter: Parameter, text: string): Reading {
  const kind = textKind(parameter.jsonSchema, parameter.jsonSchema);
  switch (kind) {
    case 'string':
      return { value: text };
    case 'number':
      return jsonNumber.test(text)
        ? { value: Number(text) }
        : { fault: `expected a number, got ${quoted(text)}` };
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { fault: `expected true or false, got ${quoted(text)}` };
    case 'json':
      return readJson(text);
  }
}

/** The text that `readText` takes for the same value. */
export function writeText(parameter: Parameter, value: unknown): string {
  const kind = textKind(parameter.jsonSchema, parameter.jsonSchema);
  return kind === 'string' && typeof value === 'string' ? value : canonicalJson(value);
}

/** Whether arguments of this parameter stand in a URL as JSON text. */
export function isJsonText({ jsonSchema }: Parameter): boolean {
  return textKind(jsonSchema, jsonSchema) === 'json';
}

/** A text as it is shown in a message: in quotes, without surprises, and not too long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}

function readJson(text: string): Reading {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: `expected JSON text (a string in its quotes), got ${quoted(text)}` };
  }
}

function textKind(schema: JsonSchema, root: JsonSchema): TextKind {
  const referred = definitionOf(schema, root);
  if (referred !== undefined) return textKind(referred, root);
  if (schema['type'] !== undefined) return common([schema['type']].flat().map(kindOfType));
  const options = schemasIn(schema['anyOf'] ?? schema['oneOf']);
  if (options.length > 0) return common(options.map((option) => textKind(option, root)));
  // A value fits all parts at once, so that one part's type is the value's.
  const parts = schemasIn(schema['allOf']).map((part) => textKind(part, root));
  return parts.find((kind) => kind !== 'json') ?? 'json';
}

function kindOfType(type: unknown): TextKind {
  if (type === 'integer') return 'number';
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'json';
}

function common(kinds: readonly TextKind[]): TextKind {
  const [first = 'json'] = kinds;
  return kinds.every((kind) => kind === first) ? first : 'json';
}

/** What a schema with an ID of its own, or one that is used twice, refers to: by a JSON Pointer (RFC 6901). */
function definitionOf(schema: JsonSchema, root: JsonSchema): JsonSchema | undefined {
  const { $ref } = schema;
  const { $defs } = root;
  if (typeof $ref !== 'string' || !isSchema($defs)) return undefined;
  const [, , name = ''] = $ref.split('/');
  const found = $defs[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  return isSchema(found) ? found : undefined;
}

function schemasIn(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
