import { difference, noCost, type Cost } from './cost.ts';

export interface Meter {
  count(part: keyof Cost, by?: number): void;
  /** What is counted while that is done. */
  measure(work: () => Promise<unknown>): Promise<Cost>;
}

export function createMeter(): Meter {
  const total = { ...noCost };
  return {
    count(part, by = 1) {
      total[part] += by;
    },
    async measure(work) {
      const before = { ...total };
      await work();
      return difference(total, before);
    },
  };
}
