/** What a place may do otherwise than AWS, as tests are told by these names; docs/emulators.md has who does. */
export const deviations = [
  /** A deployment that fails leaves what it had done by then, and a stack that cannot be removed. */
  'no-rollback',
] as const;

export type Deviation = (typeof deviations)[number];

/** Reads names between commas. Throws an `Error` with a sentence for people. */
export function parseDeviations(text: string): Deviation[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const known = deviations.find((each) => each === name);
      if (known !== undefined) return known;
      throw new Error(`There is no deviation ${name}; known are ${deviations.join(', ')}`);
    });
}
