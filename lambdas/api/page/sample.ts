import { followed, type Document, type Schema } from './document.ts';
import { numberFor } from './sample-number.ts';
import { wholeOf, withKeys } from './whole.ts';

/** A value that a schema takes, as far as it tells; a text that it says nothing of is the name in capitals. */
export function sampleOf(document: Document, schema: Schema, name: string): unknown {
  return sampleWithin([], document, schema, name) ?? null;
}

/** Undefined where there is none: it would have to hold another of what it is within, or be what no value is. */
function sampleWithin(
  within: readonly string[],
  document: Document,
  schema: Schema,
  name: string,
): unknown {
  const { $ref, examples = [], enum: some, anyOf = [], oneOf = [], type } = schema;
  const [told] = [...examples, schema.const, schema.default].filter((value) => value !== undefined);
  if (told !== undefined) return told;
  if (schema.allOf !== undefined) {
    const { schema: whole, refs } = wholeOf(document, schema);
    // A member of one part may well be a whole other part.
    const parts = refs.map((ref) => `part ${ref}`);
    if (parts.some((part) => within.includes(part))) return undefined;
    return sampleWithin([...within, ...parts], document, whole, name);
  }
  if (some !== undefined) return some[0];
  if ($ref !== undefined) {
    if (within.includes($ref)) return undefined;
    return sampleWithin([...within, $ref], document, followed(document, schema), name);
  }
  const sample: SampleOf = (part, called) => sampleWithin(within, document, part, called);
  const kinds = [...anyOf, ...oneOf];
  // Of one that has members of its own, these only tell which of them go together.
  if (kinds.length > 0 && schema.properties === undefined) return firstOf(kinds, name, sample);
  const [kind] = [type].flat();
  if (kind === undefined && type !== undefined) return undefined;
  if (kind === 'string') return placeholder(name);
  if (kind === 'number' || kind === 'integer') return numberFor(schema);
  if (kind === 'array') return arrayFor(schema, name, sample);
  return kind === 'object' ? objectFor(withKeys(schema), sample) : kind === 'boolean' || null;
}

type SampleOf = (schema: Schema, name: string) => unknown;

function firstOf(kinds: readonly Schema[], name: string, sample: SampleOf): unknown {
  for (const kind of kinds) {
    const value = sample(kind, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What whoever copies it has to fill in. */
function placeholder(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}

/** As few items as it takes. */
function arrayFor(schema: Schema, name: string, sample: SampleOf): unknown[] | undefined {
  const { prefixItems = [], items = {}, minItems } = schema;
  const length = typeof minItems === 'number' ? minItems : 0;
  const values = Array.from({ length }, (_, i) => sample(prefixItems[i] ?? items, name));
  return values.includes(undefined) ? undefined : values;
}

function objectFor(schema: Schema, sample: SampleOf): object | undefined {
  const { properties = {}, required = [] } = schema;
  const members = Object.entries(properties)
    .filter(([name]) => required.includes(name))
    .map(([name, member]) => [name, sample(member, name)] as const);
  return members.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(members);
}
