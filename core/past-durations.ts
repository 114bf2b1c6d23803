import type { RunStore } from './ports.ts';
import { millis, type RunRecord } from './run.ts';

/** How long tasks have taken lately, as far as this process has come to see it. */
export interface PastDurations {
  note(record: RunRecord): void;
  /** The shortest that the task took lately, in milliseconds; undefined where none has been seen. */
  shortestMs(task: string): number | undefined;
}

/** So many runs of a task are remembered. */
const remembered = 10;

/** Lives as long as its process and is written nowhere: what it does not know costs somebody a look or two more. */
export function createPastDurations(): PastDurations {
  const byTask = new Map<string, Map<string, number>>();
  return {
    note({ task, run, status, startedAt, finishedAt }) {
      if (status !== 'SUCCESS' || startedAt === null || finishedAt === null) return;
      const runs = byTask.get(task) ?? new Map<string, number>();
      byTask.set(task, runs.set(run, millis(finishedAt) - millis(startedAt)));
      const [oldest] = runs.keys();
      if (runs.size > remembered && oldest !== undefined) runs.delete(oldest);
    },
    shortestMs(task) {
      const runs = byTask.get(task);
      return runs && Math.min(...runs.values());
    },
  };
}

/** The store, with a look at the runs that are read from it anyway. */
export function noting(store: RunStore, past: PastDurations): RunStore {
  return {
    ...store,
    async read(place, consistency) {
      const record = await store.read(place, consistency);
      if (record !== undefined) past.note(record);
      return record;
    },
  };
}
