/** Values by small numbers: equal values have one, so that states are compared as numbers. */
export interface Interned<T> {
  idOf(value: T): number;
  get(id: number): T;
  size(): number;
}

/** Two values are equal where their texts are. */
export function createInterned<T>(textOf: (value: T) => string): Interned<T> {
  const ids = new Map<string, number>();
  const values: T[] = [];
  return {
    idOf(value) {
      const text = textOf(value);
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, values.length);
      return values.push(value) - 1;
    },
    get(id) {
      const value = values[id];
      if (value === undefined) throw new Error(`Nothing has the number ${id}`);
      return value;
    },
    size: () => values.length,
  };
}
