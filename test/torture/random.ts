/** All that is random in the torture, from one seed. */
export interface Random {
  /** Evenly from 0 (included) to 1 (not). */
  fraction(): number;
  /** A whole number from 0 to one less than this. */
  below(count: number): number;
  of<T>(choices: readonly T[]): T | undefined;
}

/** Mulberry32: https://github.com/cprosche/mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (count: number) => Math.floor(fraction() * count);
  return { fraction, below, of: (choices) => choices[below(choices.length)] };
}
