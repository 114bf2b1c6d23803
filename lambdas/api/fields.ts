/** What an event holds. Nothing of it is sure: who may call the function can hand it anything. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Each name with its values one by one; what is no text is passed over. */
export function pairsOf(value: unknown): [name: string, value: string][] {
  return Object.entries(fieldsOf(value)).flatMap(([name, held]) =>
    [held]
      .flat()
      .flatMap((each): [string, string][] => (typeof each === 'string' ? [[name, each]] : [])),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
