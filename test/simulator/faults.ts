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

export type Service = 'table' | 'queue';

/** Draws the faults of a schedule's calls. */
export interface Faults {
  next(service: Service): FaultKind | 'none';
  /** From now on each call of these fails so. */
  down(services: readonly Service[], fault: 'failed' | 'throttled'): void;
  up(): void;
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
  let outage: { services: readonly Service[]; fault: FaultKind } | undefined;
  return {
    next(service) {
      if (outage?.services.includes(service) === true) return outage.fault;
      if (healed || kinds.length === 0 || !choices.once(inMany)) return 'none';
      any = true;
      return kinds[choices.pick(kinds.length)] ?? 'none';
    },
    any: () => any,
    down: (services, fault) => {
      any = true;
      outage = { services, fault };
    },
    up: () => {
      outage = undefined;
    },
    heal: () => {
      outage = undefined;
      healed = true;
    },
    healed: () => healed,
  };
}
