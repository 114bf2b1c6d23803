import { applyChange, guardHolds } from '../../core/guard.ts';
import type { Place } from '../../core/ports.ts';
import type { RunRecord } from '../../core/run.ts';
import type { Answer, Call } from './calls.ts';
import { keyOfNames, renamedHolder, type Names } from './guises.ts';
import { moved, rounded, type Ticking } from './instants.ts';
import { createInterned, type Interned } from './interned.ts';

/** The items of the one key: the head first, by the empty name, then each run's own. */
type Items = readonly (readonly [item: string, record: number])[];

export type TableCall = Extract<Call, { do: 'read' | 'put' | 'update' }>;

/** All states of the table, by number, and what each call makes of them. */
export interface Tables {
  readonly empty: number;
  answer(table: number, call: number): { table: number; answer: number };
  /** What the table becomes as time goes on. */
  later(table: number): number;
  head(table: number): RunRecord | undefined;
  at(table: number, place: Place): RunRecord | undefined;
  /** All items: the head by the empty name, then each run's own. */
  items(table: number): readonly (readonly [item: string, record: RunRecord])[];
  /** The record of each run, where it stands: in the head, else in its own item. */
  runs(table: number): ReadonlyMap<string, RunRecord>;
  /** The same where workers are called otherwise. */
  renamed(table: number, names: Names): number;
}

/** DynamoDB as the rules know it: conditional writes on single items, by the conditions that the adapters are held to. */
export function createTables(
  calls: Interned<Call>,
  answers: Interned<Answer>,
  ticking: Ticking,
): Tables {
  const records = createInterned<RunRecord>((record) => JSON.stringify(record));
  const tables = createInterned<Items>((items) => JSON.stringify(items));
  const answered = new Map<number, { table: number; answer: number }>();
  const runsOf: ReadonlyMap<string, RunRecord>[] = [];
  const renamedOf = new Map<number, number>();
  const laterOf = new Map<number, number>();

  const find = (table: number, item: string): RunRecord | undefined => {
    const found = tables.get(table).find(([name]) => name === item);
    return found && records.get(found[1]);
  };

  function write(table: number, item: string, record: RunRecord): number {
    const others = tables.get(table).filter(([name]) => name !== item);
    const written = [...others, [item, records.idOf(rounded(moved(record, 0), ticking))] as const];
    return tables.idOf(written.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  function apply(table: number, call: TableCall): { table: number; answer: Answer } {
    const item = itemOf(call.place);
    const there = find(table, item);
    if (call.do === 'read') return { table, answer: { to: 'read', record: there } };
    const refused = { table, answer: writeAnswer(false, there) };
    if (!guardHolds(call.guard, there)) return refused;
    if (call.do === 'update' && there === undefined) return refused;
    const record =
      call.do === 'put' || there === undefined ? recordOf(call) : applyChange(there, call.change);
    const after = write(table, item, record);
    return { table: after, answer: writeAnswer(true, find(after, item)) };
  }

  return {
    empty: tables.idOf([]),
    answer(table, call) {
      const key = table * 2 ** 22 + call;
      const known = answered.get(key);
      if (known !== undefined) return known;
      const asked = calls.get(call);
      if (!isTableCall(asked)) throw new Error(`The table does not ${asked.do}`);
      const { table: after, answer } = apply(table, asked);
      const result = { table: after, answer: answers.idOf(answer) };
      answered.set(key, result);
      return result;
    },
    later(table) {
      const known = laterOf.get(table);
      if (known !== undefined) return known;
      const items = tables
        .get(table)
        .map(
          ([item, id]) =>
            [
              item,
              records.idOf(rounded(moved(records.get(id), -ticking.tickMs), ticking)),
            ] as const,
        );
      const after = tables.idOf(items);
      laterOf.set(table, after);
      return after;
    },
    head: (table) => find(table, ''),
    at: (table, place) => find(table, itemOf(place)),
    items: (table) => tables.get(table).map(([item, id]) => [item, records.get(id)] as const),
    runs(table) {
      const known = runsOf[table];
      if (known !== undefined) return known;
      const items = tables.get(table).map(([item, id]) => [item, records.get(id)] as const);
      const runs = new Map(items.filter(([item]) => item !== ''));
      const head = find(table, '');
      if (head !== undefined) runs.set(head.run, head);
      runsOf[table] = runs;
      return runs;
    },
    renamed(table, names) {
      const key = keyOfNames(table, names);
      const known = renamedOf.get(key);
      if (known !== undefined) return known;
      const items = tables.get(table).map(([item, id]) => {
        const record = records.get(id);
        if (record.holder === null) return [item, id] as const;
        const holder = renamedHolder(record.holder, names);
        return [item, records.idOf({ ...record, holder })] as const;
      });
      const after = tables.idOf(items);
      renamedOf.set(key, after);
      return after;
    },
  };
}

export function isTableCall(call: Call): call is TableCall {
  return call.do === 'read' || call.do === 'put' || call.do === 'update';
}

function itemOf(place: Place): string {
  return place.item === 'head' ? '' : place.run;
}

function recordOf(call: Exclude<TableCall, { do: 'read' }>): RunRecord {
  if (call.do === 'put') return call.record;
  throw new Error('An update needs a record');
}

function writeAnswer(applied: boolean, record: RunRecord | undefined): Answer {
  if (applied && record !== undefined) return { to: 'write', outcome: { applied: true, record } };
  return { to: 'write', outcome: { applied: false, record } };
}
