import { resolved, type Document, type Schema } from './document.ts';

/** A value that a schema takes, as far as it tells; a text that it says nothing of is the name in capitals. */
export function sampleOf(document: Document, given: Schema, name: string): unknown {
  const { schema } = resolved(document, given);
  const { examples = [], enum: some = [], anyOf = [], oneOf = [], type } = schema;
  const [told] = [...examples, schema.const, schema.default, ...some].filter(
    (value) => value !== undefined,
  );
  if (told !== undefined) return told;
  const [first] = [...anyOf, ...oneOf];
  // Of one that has members of its own, these only tell which of them go together.
  if (first !== undefined && schema.properties === undefined)
    return sampleOf(document, first, name);
  const [kind] = [type].flat();
  if (kind === 'string') return placeholder(name);
  if (kind === 'number' || kind === 'integer') return numberFor(schema);
  if (kind === 'array') return [];
  return kind === 'object' ? objectFor(document, schema) : kind === 'boolean' || null;
}

/** What whoever copies it has to fill in. */
function placeholder(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}

/** The one that is nearest to 1. */
function numberFor({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : -Infinity;
  const least = typeof minimum === 'number' ? minimum : above;
  const most = typeof maximum === 'number' ? maximum : Infinity;
  return Math.min(Math.max(1, least), most);
}

function objectFor(document: Document, { properties = {}, required = [] }: Schema): object {
  const needed = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(
    needed.map(([name, schema]) => [name, sampleOf(document, schema, name)]),
  );
}
