import type { Place, RunStore, WriteOutcome } from '../../core/ports.ts';
import { sortKeyOf } from '../../core/record-item.ts';
import type { RunRecord } from '../../core/run.ts';

/**
 * The store with eventually consistent reads that lag: each answers what the item was so many writes ago, asked
 * for anew at each read. 0 is up to date, `Infinity` is before there was an item. Only writes through it count.
 */
export function createLaggingRunStore(store: RunStore, writesBehind: () => number): RunStore {
  const histories = new Map<string, RunRecord[]>();
  const historyOf = (place: Place) => {
    const id = JSON.stringify([place.key, sortKeyOf(place)]);
    const history = histories.get(id) ?? [];
    histories.set(id, history);
    return history;
  };
  const remembered = (place: Place, outcome: WriteOutcome): WriteOutcome => {
    if (outcome.applied) historyOf(place).push(outcome.record);
    return outcome;
  };
  return {
    ...store,
    async read(place, consistency) {
      const behind = consistency === 'strong' ? 0 : writesBehind();
      if (behind === 0) return store.read(place, consistency);
      const history = historyOf(place);
      return history[history.length - 1 - behind];
    },
    put: async (place, record, guard) => remembered(place, await store.put(place, record, guard)),
    update: async (place, change, guard) =>
      remembered(place, await store.update(place, change, guard)),
  };
}
