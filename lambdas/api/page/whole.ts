import { both } from './both.ts';
import { followed, type Document, type Schema } from './document.ts';

/**
 * A schema of several parts (`allOf`) as one that has none, and what it refers to for that. Where a part is of several
 * kinds, the others are parts of each kind.
 */
export function wholeOf(document: Document, schema: Schema): { schema: Schema; refs: string[] } {
  const refs: string[] = [];
  const parts = partsOf(document, schema, refs).map(withKeys);
  const [kinds, ...others] = parts.flatMap(({ anyOf, oneOf }) =>
    [anyOf, oneOf].filter((some) => some !== undefined),
  );
  const rest = parts.map(({ anyOf: _, oneOf: __, ...part }) => part).reduce(both);
  if (kinds === undefined) return { schema: rest, refs };
  const beside = [rest, ...others.map((anyOf) => ({ anyOf }))];
  return { schema: { anyOf: kinds.map((kind) => ({ allOf: [...beside, kind] })) }, refs };
}

/** A record whose keys are given has each of them: JSON Schema requires them, and has one schema for what they hold. */
export function withKeys(schema: Schema): Schema {
  const { additionalProperties, ...closed } = schema;
  const { properties = {}, required = [] } = schema;
  const keys = required.filter((name) => !Object.hasOwn(properties, name));
  if (typeof additionalProperties !== 'object' || keys.length === 0) return schema;
  const members = keys.map((name) => [name, additionalProperties] as const);
  return { ...closed, properties: { ...properties, ...Object.fromEntries(members) } };
}

function partsOf(document: Document, schema: Schema, refs: string[]): Schema[] {
  const { $ref, allOf = [], ...own } = schema;
  const within = (part: Schema) => partsOf(document, part, refs);
  if ($ref === undefined || refs.includes($ref)) return [own, ...allOf.flatMap(within)];
  refs.push($ref);
  return [...within(followed(document, { $ref })), own, ...allOf.flatMap(within)];
}
