import type { Place, RunStore, WriteOutcome } from '../../core/ports.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';

/** A record as a process wrote it. */
export interface Written {
  by: string;
  atMs: number;
  place: Place;
  record: RunRecord;
}

/** Every record that was written, and what a write broke of what must hold at each of them. */
export interface History {
  /** The table as that process has it. */
  tableOf(store: RunStore, by: string): RunStore;
  written: readonly Written[];
  /** How many runs of one key were in flight at once, at the most. */
  mostInFlight(): number;
  broken: readonly string[];
}

export function createHistory(now: () => number, mostAttempts: number): History {
  const written: Written[] = [];
  const broken: string[] = [];
  const latest = new Map<string, RunRecord>();
  const heads = new Map<string, string>();
  let mostInFlight = 0;

  const add = (by: string, place: Place, record: RunRecord) => {
    written.push({ by, atMs: now(), place, record });
    if (place.item === 'head') heads.set(record.key, record.run);
    // A copy that is made before the head is overwritten counts only once it is.
    if (place.item === 'run' && heads.get(record.key) === record.run) return;
    const before = latest.get(record.run);
    latest.set(record.run, record);
    const flying = [...latest.values()].filter(
      ({ key, status }) => key === record.key && isInFlight(status),
    );
    mostInFlight = Math.max(mostInFlight, flying.length);
    const wrong = wrongIn(before, record, place.item === 'run', mostAttempts);
    broken.push(...wrong.map((what) => `${what}, by ${by}`));
  };

  const remember = async (by: string, place: Place, writing: Promise<WriteOutcome>) => {
    const outcome = await writing;
    if (outcome.applied) add(by, place, outcome.record);
    return outcome;
  };

  return {
    tableOf: (store, by) => ({
      ...store,
      put: (place, record, guard) => remember(by, place, store.put(place, record, guard)),
      update: (place, change, guard) => remember(by, place, store.update(place, change, guard)),
    }),
    written,
    mostInFlight: () => mostInFlight,
    broken,
  };
}

function wrongIn(
  before: RunRecord | undefined,
  after: RunRecord,
  isOwnItem: boolean,
  mostAttempts: number,
): string[] {
  const wrong: string[] = [];
  if (after.attempt > mostAttempts) wrong.push('there were more attempts than the policy has');
  if (before === undefined) return wrong;
  if (after.fence < before.fence) wrong.push('the fence fell');
  if (isOwnItem && after.version === before.version) return wrong;
  if (after.version <= before.version) wrong.push('an old record came back');
  if (!isInFlight(before.status)) wrong.push('an end was overwritten');
  return wrong;
}
