import { applyChange, guardHolds, type Guard } from '../../core/guard.ts';
import type { Place, ResultName, RunStore, WriteOutcome } from '../../core/ports.ts';
import { sortKeyOf, resultSortKeyOf } from '../../core/record-item.ts';
import { millis, type Instant, type RunRecord } from '../../core/run.ts';
import type { Call } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { createItemHistory } from './item-history.ts';
import type { Process } from './processes.ts';

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

export function createTable(ports: TablePorts): Table {
  const { call, onWrite, onRefusal } = ports;
  const items = createItemHistory<RunRecord>(ports, ({ expiresAt }) =>
    expiresAt === null ? null : millis(expiresAt),
  );
  const texts = createItemHistory<{ text: string; expiresAt: Instant }>(ports, ({ expiresAt }) =>
    millis(expiresAt),
  );
  let refused = 0;

  const write = (
    by: Process,
    place: Place,
    whole: boolean,
    guard: Guard,
    change: (found: RunRecord | undefined) => RunRecord | undefined,
  ): WriteOutcome => {
    const before = items.current(idOf(place));
    const after = guardHolds(guard, before) ? change(before) : undefined;
    if (after === undefined) {
      refused += 1;
      onRefusal(by, place, before);
      return { applied: false, record: before };
    }
    items.set(idOf(place), after);
    onWrite({ by, place, whole, before, after });
    return { applied: true, record: after };
  };

  return {
    storeOf(process) {
      const on = (place: Place) => (place.item === 'head' ? 'head' : place.run);
      return {
        read: (place, consistency) =>
          call(
            process,
            'table',
            () => `read ${on(place)} (${consistency})`,
            () => items.read(idOf(place), consistency === 'eventual'),
          ),
        put: (place, record, guard) =>
          call(
            process,
            'table',
            () => `put ${record.run} to ${on(place)}`,
            () => write(process, place, true, guard, () => record),
          ),
        update: (place, change, guard) =>
          call(
            process,
            'table',
            () => `update ${on(place)} to ${change.set?.status ?? 'go on'}`,
            () =>
              write(process, place, false, guard, (found) => found && applyChange(found, change)),
          ),
        putResult: (name, text, expiresAt) =>
          call(
            process,
            'table',
            () => `put result of ${name.run}`,
            () => texts.set(resultId(name), { text, expiresAt }),
          ),
        readResult: (name) =>
          call(
            process,
            'table',
            () => `read result of ${name.run}`,
            () => texts.read(resultId(name), false)?.text,
          ),
        putUrl: (key, text, expiresAt) =>
          call(
            process,
            'table',
            () => 'put url',
            () => texts.set(key, { text, expiresAt }),
          ),
        readUrl: (key) =>
          call(
            process,
            'table',
            () => 'read url',
            () => texts.read(key, false)?.text,
          ),
      };
    },
    look: (place) => items.latest(idOf(place)),
    result: (name) => texts.latest(resultId(name))?.text,
    refusals: () => refused,
  };
}

function idOf(place: Place): string {
  return `${place.key} ${sortKeyOf(place)}`;
}

function resultId(name: ResultName): string {
  return `${name.key} ${resultSortKeyOf(name)}`;
}
