import { applyChange, guardHolds, type Guard } from '../../core/guard.ts';
import type { Place, ResultName, RunStore, WriteOutcome } from '../../core/ports.ts';
import { sortKeyOf, resultSortKeyOf } from '../../core/record-item.ts';
import { millis, type RunRecord } from '../../core/run.ts';
import type { Call } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { epoch, type Process } from './processes.ts';

/** A write that was done: who did it, where, whether it put a whole record, and what was there before. */
export interface Written {
  by: Process;
  place: Place;
  whole: boolean;
  before: RunRecord | undefined;
  after: RunRecord;
}

/** The table, with DynamoDB's semantics: conditional writes, eventual reads that lag, TTL that deletes some day. */
export interface Table {
  storeOf(process: Process): RunStore;
  /** As a strongly consistent read would find it. */
  look(place: Place): RunRecord | undefined;
  result(name: ResultName): string | undefined;
  refusals(): number;
}

export interface TablePorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  call: Call;
  onWrite(written: Written): void;
  onRefusal(by: Process, place: Place, found: RunRecord | undefined): void;
}

/** What an item was from then on. */
interface State {
  since: number;
  record: RunRecord | undefined;
}

/** Eventual reads lag by less than a second; with some seconds we are on the safe side. */
const mostBehindMs = 3000;

export function createTable({
  kernel,
  choices,
  faults,
  call,
  onWrite,
  onRefusal,
}: TablePorts): Table {
  /** Every state of an item, the latest last. */
  const items = new Map<string, State[]>();
  const texts = new Map<string, string>();
  let refused = 0;

  const historyOf = (place: Place) => {
    const id = idOf(place);
    const history = items.get(id) ?? [{ since: 0, record: undefined }];
    items.set(id, history);
    return history;
  };
  const current = (place: Place): RunRecord | undefined => {
    const history = historyOf(place);
    const record = history.at(-1)?.record;
    const expiresAt = record?.expiresAt ?? null;
    const expired = expiresAt !== null && millis(expiresAt) <= epoch + kernel.now();
    if (!expired || !choices.once(2)) return record;
    history.push({ since: kernel.now(), record: undefined });
    return undefined;
  };
  const read = (place: Place, eventual: boolean): RunRecord | undefined => {
    const latest = current(place);
    if (!eventual || faults.healed()) return latest;
    const history = historyOf(place);
    const old = history.findLastIndex(({ since }) => since < kernel.now() - mostBehindMs);
    const behind = choices.pick(history.length - Math.max(0, old));
    return history.at(-1 - behind)?.record;
  };
  const write = (
    by: Process,
    place: Place,
    whole: boolean,
    guard: Guard,
    change: (found: RunRecord | undefined) => RunRecord | undefined,
  ): WriteOutcome => {
    const before = current(place);
    const after = guardHolds(guard, before) ? change(before) : undefined;
    if (after === undefined) {
      refused += 1;
      onRefusal(by, place, before);
      return { applied: false, record: before };
    }
    historyOf(place).push({ since: kernel.now(), record: after });
    onWrite({ by, place, whole, before, after });
    return { applied: true, record: after };
  };

  return {
    storeOf(process) {
      const on = (place: Place) => (place.item === 'head' ? 'head' : place.run);
      return {
        read: (place, consistency) =>
          call(process, `read ${on(place)} (${consistency})`, () =>
            read(place, consistency === 'eventual'),
          ),
        put: (place, record, guard) =>
          call(process, `put ${record.run} to ${on(place)}`, () =>
            write(process, place, true, guard, () => record),
          ),
        update: (place, change, guard) =>
          call(process, `update ${on(place)} to ${change.set?.status ?? 'go on'}`, () =>
            write(process, place, false, guard, (found) => found && applyChange(found, change)),
          ),
        putResult: (name, json) =>
          call(process, `put result of ${name.run}`, () => void texts.set(resultId(name), json)),
        readResult: (name) =>
          call(process, `read result of ${name.run}`, () => texts.get(resultId(name))),
        putUrl: (key, url) => call(process, 'put url', () => void texts.set(key, url)),
        readUrl: (key) => call(process, 'read url', () => texts.get(key)),
      };
    },
    look: (place) => items.get(idOf(place))?.at(-1)?.record,
    result: (name) => texts.get(resultId(name)),
    refusals: () => refused,
  };
}

function idOf(place: Place): string {
  return `${place.key} ${sortKeyOf(place)}`;
}

function resultId(name: ResultName): string {
  return `${name.key} ${resultSortKeyOf(name)}`;
}
