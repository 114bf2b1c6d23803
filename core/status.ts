import { TaskError } from './errors.ts';
import { headOf, keyOfUrl, locateRun, ownItemOf, type RunName } from './find.ts';
import { parseTaskId } from './key.ts';
import { monitorOf, type Monitor } from './monitor.ts';
import type { Clock, RunStore, Sha256 } from './ports.ts';
import { millis, type GoodResult, type RunRecord } from './run.ts';
import { asSeen, goodResultOf } from './seen.ts';
import { servableUntilMs } from './stored.ts';
import { leastResultMs, readingMs } from './times.ts';

/** The world as a query sees it. */
export interface StatusPorts {
  store: RunStore;
  clock: Clock;
  sha256: Sha256;
}

/**
 * The run of a task ID as a reader sees it. An answer may lag a moment behind the last write, but not behind the version
 * that its caller has seen; that there is no such run is said only after a strongly consistent look.
 *
 * Throws `unknown-run` (`TaskError`) and `StoreFault`.
 */
export async function runById(
  name: RunName,
  { store, clock }: StatusPorts,
  seenVersion = 0,
): Promise<RunRecord> {
  const quick = (await locateRun(store, name, 'eventual')).record;
  // Gone or lost is said only after a strong look: a worker may have claimed it a moment ago.
  if (quick && quick.version >= seenVersion && asSeen(quick, clock.now()) === quick) return quick;
  const seen = asSeen((await locateRun(store, name, 'strong')).record, clock.now());
  if (seen === undefined) throw unknownRun(name);
  return seen;
}

/** The run that a polling URL (canonical) stands for now. Throws as `runById`. */
export async function runByUrl(url: string, ports: StatusPorts): Promise<RunRecord> {
  const { store, clock, sha256 } = ports;
  const seen = asSeen(await store.read(headOf(keyOfUrl(sha256, url)), 'strong'), clock.now());
  if (seen === undefined) {
    throw new TaskError('unknown-run', `No run stands for the polling URL ${url}`);
  }
  return seen;
}

/** What a caller is shown of the run; `prefix` as `monitorOf` takes it. */
export async function monitorFor(
  record: RunRecord,
  prefix: string,
  store: RunStore,
): Promise<Monitor> {
  return monitorOf(record, await pollingUrlOf(record, store), prefix);
}

/** The polling URL of a run; null where it has none. */
export async function pollingUrlOf(record: RunRecord, store: RunStore): Promise<string | null> {
  if (record.urlAt !== 'url') return record.url;
  return (await store.readUrl(record.key)) ?? null;
}

/**
 * The stored result of a run that has succeeded, as JSON text. Throws `result-expired` (`TaskError`) once
 * it is served no more: a freshness later, and at least an hour after the run has ended.
 */
export async function resultOf(record: RunRecord, { store, clock }: StatusPorts): Promise<string> {
  const good = goodResultOf(record);
  const untilMs =
    good === null
      ? 0
      : Math.max(servableUntilMs(good) + readingMs, millis(good.finishedAt) + leastResultMs);
  const json = clock.now() < untilMs ? await storedResult(record, store) : undefined;
  if (json === undefined) {
    throw new TaskError(
      'result-expired',
      'The result of this run is kept no longer; begin another',
    );
  }
  return json;
}

async function storedResult(record: RunRecord, store: RunStore): Promise<string | undefined> {
  const { key, run, fence } = record;
  return record.result ?? (await store.readResult({ key, run, fence }));
}

/** The run of an earlier result that still is the answer, while the head's run is at work or has failed. */
export async function runOfGood(
  key: string,
  good: GoodResult,
  ports: StatusPorts,
): Promise<RunRecord> {
  // It left the head before the pointer to it was written, and never returns.
  const record = await ports.store.read(ownItemOf({ key, run: good.run }), 'strong');
  if (record === undefined) throw unknownRun({ key, run: good.run });
  return record;
}

/** The run that a task ID names. Throws `unknown-run` for what cannot be one. */
export function runNameOf(taskId: string): RunName {
  const name = parseTaskId(taskId);
  if (name !== undefined) return name;
  throw new TaskError(
    'unknown-run',
    `There is no run ${JSON.stringify(taskId)}; a task ID is the taskId of a begin's answer`,
  );
}

/** The refusal of a task ID that names no run, or one that is kept no longer. */
export function unknownRun({ key, run }: RunName): TaskError {
  return new TaskError('unknown-run', `There is no run ${key}.${run}, or no longer`);
}
