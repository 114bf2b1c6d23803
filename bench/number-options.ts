import { readOptions } from './read-options.ts';

/** `--name 12` for each of the names, with its default. Throws a `TypeError` of one line for anything else. */
export function numberOptions<N extends string>(
  defaults: Record<N, number>,
  args: readonly string[],
): Record<N, number> {
  const names = Object.keys(defaults);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const given: Record<string, number> = {};
  for (const [name, text] of Object.entries(readOptions({ args: [...args], options }).values)) {
    given[name] = wholeNumber(name, text);
  }
  return { ...defaults, ...given };
}

function wholeNumber(name: string, text: unknown): number {
  if (typeof text === 'string' && /^[1-9]\d*$/.test(text)) return Number(text);
  throw new TypeError(`--${name} is ${JSON.stringify(text)}; a number from 1 is expected`);
}
