import type { RunStore } from '../../core/ports.ts';

/** A call of the store, as it is made. */
export type StoreCall = {
  [M in keyof RunStore]: { method: M; args: Parameters<RunStore[M]> };
}[keyof RunStore];

/** What lies between a caller and what does the work: it may do it late, twice, or never. */
export type Route<C> = <R>(call: C, work: () => Promise<R>) => Promise<R>;

/** The store behind a route that sees each of its calls. */
export function routedRunStore(store: RunStore, route: Route<StoreCall>): RunStore {
  return {
    read: (...args) => route({ method: 'read', args }, () => store.read(...args)),
    put: (...args) => route({ method: 'put', args }, () => store.put(...args)),
    update: (...args) => route({ method: 'update', args }, () => store.update(...args)),
    putResult: (...args) => route({ method: 'putResult', args }, () => store.putResult(...args)),
    readResult: (...args) => route({ method: 'readResult', args }, () => store.readResult(...args)),
    putUrl: (...args) => route({ method: 'putUrl', args }, () => store.putUrl(...args)),
    readUrl: (...args) => route({ method: 'readUrl', args }, () => store.readUrl(...args)),
  };
}
