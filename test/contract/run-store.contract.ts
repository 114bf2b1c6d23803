import { afterAll, beforeAll, describe } from 'vitest';
import { describeGuards } from './run-store-guards.ts';
import { describeReads } from './run-store-reads.ts';
import { describeWrites } from './run-store-writes.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** What every store of runs does, whatever it is made of. */
export function runStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a store of runs`, () => {
    let made: StoreUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    describeReads(() => made);
    describeWrites(() => made);
    describeGuards(() => made);
  });
}
