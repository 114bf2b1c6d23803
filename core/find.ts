import type { Change, Guard } from './guard.ts';
import { keyOf } from './key.ts';
import type { Consistency, Place, RunStore, Sha256 } from './ports.ts';
import type { RunRecord } from './run.ts';

/** A run's name in the table; together they are its task ID. */
export interface RunName {
  key: string;
  run: string;
}

/** One tenant until there are tenants; a field of the key from the start. */
const tenant = '';

/** The key that a canonical polling URL stands for. */
export function keyOfUrl(sha256: Sha256, url: string): string {
  return keyOf(sha256, tenant, url);
}

/** Where the current run of a key stands. */
export function headOf(key: string): Place {
  return { key, item: 'head' };
}

/** Where a run stands once it was replaced. */
export function ownItemOf({ key, run }: RunName): Place {
  return { key, item: 'run', run };
}

/** A run's record and where it stands, with the head that was looked at on the way. */
export interface Located {
  record: RunRecord | undefined;
  place: Place;
  head: RunRecord | undefined;
}

/**
 * The run's record: in the head, else in its own item. In this order, because a run leaves the head only after
 * it was copied to its item, and never returns.
 *
 * Sound for a run that has begun, as any has whose task ID was answered. For one whose head may be written at
 * this moment see `standsInHead`.
 */
export async function locateRun(
  store: RunStore,
  name: RunName,
  consistency: Consistency,
): Promise<Located> {
  const head = await store.read(headOf(name.key), consistency);
  if (head?.run === name.run) return { record: head, place: headOf(name.key), head };
  const own = ownItemOf(name);
  return { record: await store.read(own, consistency), place: own, head };
}

/**
 * Whether a run that has an item of its own still stands in the head. Between a look at the head and one at the
 * item it may have begun and have been copied by who is about to replace it, or dies before that: then the copy
 * is nobody's to change. A head that is another's after the item was seen will never be this run's again.
 */
export async function standsInHead(store: RunStore, name: RunName): Promise<boolean> {
  return (await store.read(headOf(name.key), 'strong'))?.run === name.run;
}

/** What became of a write to a run, and where it was tried last. */
export type RunUpdate =
  | { applied: true; record: RunRecord; place: Place }
  /** The run's record as it was found; undefined where there is none any more. */
  | { applied: false; record: RunRecord | undefined; place: Place };

/** Changes the run's record where it stands: where it was last seen, else, if it was replaced, in its own item. */
export async function updateRun(
  store: RunStore,
  name: RunName,
  place: Place,
  change: Change,
  guard: Omit<Guard, 'run' | 'absent'>,
): Promise<RunUpdate> {
  const whole: Guard = { ...guard, run: name.run };
  const outcome = await store.update(place, change, whole);
  if (outcome.applied || outcome.record?.run === name.run || place.item === 'run') {
    return { ...outcome, place };
  }
  const own = ownItemOf(name);
  return { ...(await store.update(own, change, whole)), place: own };
}
