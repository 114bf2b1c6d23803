import type { Limit, Schema } from './document.ts';

/**
 * What two schemas take. Values to show of one are left out, for the other may refuse them; no type or no value is left
 * where the two have none in common.
 */
export function both(one: Schema, other: Schema): Schema {
  const { examples: _, default: __, const: ___, ...said } = { ...one, ...other };
  const types = common(typesOf(one), typesOf(other));
  const values = common(valuesOf(one), valuesOf(other));
  return {
    ...said,
    ...strictest(one, other),
    ...(types && { type: typeOf(types) }),
    ...(values && { enum: values }),
    ...(one.required && other.required && { required: [...one.required, ...other.required] }),
    ...itemsOf(one, other),
    ...membersOf(one, other),
  };
}

const stricter: Partial<Record<Limit, (one: number, other: number) => number>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  multipleOf: commonMultiple,
  minLength: Math.max,
  maxLength: Math.min,
  minItems: Math.max,
  maxItems: Math.min,
};

function strictest(one: Schema, other: Schema): Schema {
  const limits = Object.entries(stricter) as [Limit, typeof commonMultiple][]; // the keys of a literal above
  const said = limits.flatMap(([name, choose]) => {
    const [mine, others] = [one[name], other[name]];
    const areSaid = typeof mine === 'number' && typeof others === 'number';
    return areSaid ? [[name, choose(mine, others)] as const] : [];
  });
  return Object.fromEntries(said);
}

/** The least, of whole numbers; of others the greater one. */
function commonMultiple(one: number, other: number): number {
  if (!Number.isInteger(one) || !Number.isInteger(other)) return Math.max(one, other);
  let [divisor, rest] = [one, other];
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return (one / divisor) * other;
}

function itemsOf(one: Schema, other: Schema): Schema {
  const places = Math.max(one.prefixItems?.length ?? 0, other.prefixItems?.length ?? 0);
  const at = (i: number) => together([one, other].map((s) => s.prefixItems?.[i] ?? s.items));
  const items = together([one.items, other.items]);
  return {
    ...(places > 0 && { prefixItems: Array.from({ length: places }, (_, i) => at(i) ?? {}) }),
    ...(items && { items }),
  };
}

/** A member of one has to be what the other takes for its members of any name, too. */
function membersOf(one: Schema, other: Schema): Schema {
  const names = [one, other].flatMap(({ properties = {} }) => Object.keys(properties));
  const members = names.map((name) => {
    const parts = [one, other].map((schema) => memberOf(schema, name));
    return [name, together(parts) ?? {}] as const;
  });
  const more = together([one, other].map(({ additionalProperties: any }) => schemaIn(any)));
  return {
    ...(members.length > 0 && { properties: Object.fromEntries(members) }),
    ...(more && { additionalProperties: more }),
  };
}

function memberOf({ properties = {}, additionalProperties }: Schema, name: string) {
  return Object.hasOwn(properties, name) ? properties[name] : schemaIn(additionalProperties);
}

function schemaIn(said: Schema | boolean | undefined): Schema | undefined {
  return typeof said === 'object' ? said : undefined;
}

function together(said: readonly (Schema | undefined)[]): Schema | undefined {
  const parts = said.filter((part) => part !== undefined);
  return parts.length > 1 ? { allOf: parts } : parts[0];
}

/** Integers are numbers. */
function typesOf({ type }: Schema): string[] | undefined {
  if (type === undefined) return undefined;
  return [type].flat().flatMap((name) => (name === 'number' ? ['number', 'integer'] : [name]));
}

function typeOf(types: string[]): string | string[] {
  const named = types.filter((name) => name !== 'integer' || !types.includes('number'));
  const [only] = named.length === 1 ? named : [];
  return only ?? named;
}

function valuesOf(schema: Schema): unknown[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const];
}

/** What both lists have; a list that is not there has everything. */
function common<T>(one: T[] | undefined, other: T[] | undefined): T[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const texts = other.map((value) => JSON.stringify(value));
  return one.filter((value) => texts.includes(JSON.stringify(value)));
}
