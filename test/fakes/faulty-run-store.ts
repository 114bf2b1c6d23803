import type { RunStore } from '../../core/ports.ts';

type Call = {
  [M in keyof RunStore]: { method: M; args: Parameters<RunStore[M]> };
}[keyof RunStore];

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
  const through = async <R>(call: Call, work: () => Promise<R>): Promise<R> => {
    calls += 1;
    const counted = { ...call, count: calls };
    await faults.before?.(counted);
    const answer = await work();
    await faults.after?.(counted);
    return answer;
  };
  return {
    read: (...args) => through({ method: 'read', args }, () => store.read(...args)),
    put: (...args) => through({ method: 'put', args }, () => store.put(...args)),
    update: (...args) => through({ method: 'update', args }, () => store.update(...args)),
    putResult: (...args) => through({ method: 'putResult', args }, () => store.putResult(...args)),
    readResult: (...args) =>
      through({ method: 'readResult', args }, () => store.readResult(...args)),
    putUrl: (...args) => through({ method: 'putUrl', args }, () => store.putUrl(...args)),
    readUrl: (...args) => through({ method: 'readUrl', args }, () => store.readUrl(...args)),
  };
}
