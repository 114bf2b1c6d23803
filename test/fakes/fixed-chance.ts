import type { Chance } from '../../core/ports.ts';

/** Chance that comes out the same for the same seed (mulberry32). */
export function createFixedChance(seed = 1): Chance {
  let state = seed;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const byte = () => Math.floor(fraction() * 256);
  return {
    id: (bytes) => Buffer.from(Array.from({ length: bytes }, byte)).toString('base64url'),
    fraction,
  };
}
