import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Chance } from '../../core/ports.ts';

/**
 * Everything that a schedule leaves open is decided here, one whole number after another, so that the list of
 * them is the schedule. 0 is always the tamest choice, and what a list leaves out is 0: that makes it shrink.
 */
export interface Choices {
  /** From 0 to below `count`. */
  pick(count: number): number;
  /** True once in so many times; never, where `inMany` is 0. */
  once(inMany: number): boolean;
  taken(): readonly number[];
}

/** Choices at random, the same for the same seed and number. */
export function randomChoices(seed: number, number: number): Choices {
  const random = xoroshiro128plus(mixed(mixed(seed) + number));
  return recording((count) => uniformInt(random, 0, count - 1));
}

/** The choices of a list; tame ones after its end. */
export function listedChoices(list: readonly number[]): Choices {
  let next = 0;
  return recording((count) => {
    const listed = list[next] ?? 0;
    next += 1;
    return Math.min(listed, count - 1);
  });
}

function recording(draw: (count: number) => number): Choices {
  const taken: number[] = [];
  const pick = (count: number): number => {
    if (count <= 1) return 0;
    const chosen = draw(count);
    taken.push(chosen);
    return chosen;
  };
  return {
    pick,
    once: (inMany) => inMany > 0 && pick(inMany) === inMany - 1,
    taken: () => taken,
  };
}

/** Randomness for the system itself. IDs are numbered, so that a story is readable, and as long as they are. */
export function createSimulatedChance(choices: Choices): Chance {
  let ids = 0;
  return {
    id(bytes) {
      ids += 1;
      return `id${ids}`.padEnd(Math.ceil((bytes * 4) / 3), '_');
    },
    fraction: () => choices.pick(1000) / 1000,
  };
}

/** Neighbouring numbers give seeds far apart (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
