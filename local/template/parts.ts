import type { Properties } from './resource.ts';

/** A resource, and how to read it. */
export interface Part {
  id: string;
  properties: Properties;
}

/** All resources of a type. */
export type PartsOf = (type: string) => Part[];

/** The only resource of a type, without which the front is none. */
export function onePart(partsOf: PartsOf, type: string): Part {
  const [first, ...more] = partsOf(type);
  if (first !== undefined && more.length === 0) return first;
  const names = partsOf(type).map(({ id }) => id);
  throw new Error(
    `The embedded stack needs one ${type}; the template has: ${names.join(', ') || 'none'}`,
  );
}
