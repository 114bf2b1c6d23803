import type { Choices } from './choices.ts';

/** What may befall a call to a service, or the process that makes it. */
export const faultKinds = [
  'killed before',
  'killed after',
  'throttled',
  'failed',
  'answer lost',
  'retried',
  'applied late',
  'twice',
  'slow',
  'paused',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Draws the faults of a schedule's calls. */
export interface Faults {
  next(): FaultKind | 'none';
  /** Whether there was one. */
  any(): boolean;
  /** From now on there are none. */
  heal(): void;
  healed(): boolean;
}

/** A schedule has some of the kinds, more or less often: what hides behind one is seen where it is left out. */
export function createFaults(choices: Choices): Faults {
  const kinds = faultKinds.filter(() => choices.once(2));
  const inMany = [0, 40, 20, 10, 5][choices.pick(5)] ?? 0;
  let any = false;
  let healed = false;
  return {
    next() {
      if (healed || kinds.length === 0 || !choices.once(inMany)) return 'none';
      any = true;
      return kinds[choices.pick(kinds.length)] ?? 'none';
    },
    any: () => any,
    heal: () => {
      healed = true;
    },
    healed: () => healed,
  };
}
