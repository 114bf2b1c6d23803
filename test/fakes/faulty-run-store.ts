import type { RunStore } from '../../core/ports.ts';
import { routedRunStore, type StoreCall as Call } from './routed-run-store.ts';

/** A call of the store as it is made, counted from 1. */
export type StoreCall = Call & { count: number };

export interface StoreFaults {
  /** What it throws, the caller gets: nothing was done. A promise that it returns delays the call. */
  before?(call: StoreCall): void | Promise<void>;
  /** What it throws, the caller gets in the answer's stead: the work was done and its answer is lost. */
  after?(call: StoreCall): void | Promise<void>;
}

/** The store behind a line that may fail, delay and lose answers as the test says, call by call. */
export function createFaultyRunStore(store: RunStore, faults: StoreFaults): RunStore {
  let calls = 0;
  return routedRunStore(store, async (call, work) => {
    calls += 1;
    const counted = { ...call, count: calls };
    await faults.before?.(counted);
    const answer = await work();
    await faults.after?.(counted);
    return answer;
  });
}
