import { html } from 'hono/html';
import { resolved, type Document, type Limit, type Schema } from './document.ts';
import { joined, type Html } from './prose.ts';
import { wholeOf, withKeys } from './whole.ts';

/** What a value may be, in a line; a shape that the page shows elsewhere is a link. */
export function schemaText(document: Document, given: Schema, depth = 0): Html {
  const { name, schema } = resolved(document, given);
  if (name !== undefined && isShown(name)) return html`<a href="#schema-${name}">${name}</a>`;
  const whole = schema.allOf === undefined ? schema : wholeOf(document, schema).schema;
  return html`${kindOf(document, whole, depth)}${limitsOf(whole)}`;
}

/** Whether a component has a place of its own on the page. */
export function isShown(name: string): boolean {
  return !/^(Argument|Begin|Problem)(\.|$)/.test(name);
}

const deepest = 3;

function kindOf(document: Document, schema: Schema, depth: number): Html | string {
  const { const: fixed, enum: some, anyOf, oneOf, type } = schema;
  const within = (one: Schema) => schemaText(document, one, depth + 1);
  if (fixed !== undefined) return jsonCode(fixed);
  if (some !== undefined) return joined(some.map(jsonCode), ' or ');
  const kinds = anyOf ?? oneOf;
  if (kinds !== undefined && depth < deepest) return joined(kinds.map(within), ' or ');
  if (type === 'array' && depth < deepest) return arrayText(schema, within);
  if (type === 'object' && depth < deepest) return objectText(withKeys(schema), within);
  return type === undefined ? 'any JSON' : [type].flat().join(' or ');
}

function arrayText({ items, prefixItems }: Schema, within: (one: Schema) => Html): Html | string {
  if (prefixItems !== undefined) return html`[${joined(prefixItems.map(within))}]`;
  return items === undefined ? 'array' : html`array of ${within(items)}`;
}

function objectText(schema: Schema, within: (one: Schema) => Html): Html | string {
  const { properties, additionalProperties: any } = schema;
  if (properties === undefined)
    return typeof any === 'object' ? html`object of ${within(any)}` : 'object';
  const members = Object.entries(properties).map(
    ([name, schema]) => html`<code>${name}</code>: ${within(schema)}`,
  );
  return html`{ ${joined(members)} }`;
}

const words: Record<Limit, string> = {
  minimum: '≥',
  exclusiveMinimum: '>',
  maximum: '≤',
  exclusiveMaximum: '<',
  multipleOf: 'a multiple of',
  minLength: 'length ≥',
  maxLength: 'length ≤',
  minItems: 'items ≥',
  maxItems: 'items ≤',
  format: '',
  pattern: 'matches',
  default: 'default',
};

function limitsOf(schema: Schema): Html[] {
  // The keys of a literal whose type is closed.
  const limits = Object.entries(words) as [Limit, string][];
  return limits
    .map(([name, word]): [string, unknown] => [word, schema[name]])
    .filter(([, value]) => value !== undefined && !isNoLimit(value))
    .map(([word, value]) => html`, ${word === '' ? value : html`${word} ${jsonCode(value)}`}`);
}

/** The JSON Schema of every integer has them. */
function isNoLimit(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER;
}

function jsonCode(value: unknown): Html {
  return html`<code>${JSON.stringify(value)}</code>`;
}
