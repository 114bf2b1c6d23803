import type { RunStore } from '../../core/ports.ts';
import {
  resultSortKeyOf,
  shapeVersion,
  sortKeyOf,
  urlSortKey,
  type RecordItem,
} from '../../core/record-item.ts';
import type { MemoryRunStore } from '../fakes/memory-run-store.ts';
import { routedRunStore, type StoreCall } from '../fakes/routed-run-store.ts';

const nextVersion = shapeVersion + 1;

/**
 * The table as a newer version of this code has it, which calls a status a state: it reads today's shape and its
 * own, and what it writes is of its own.
 */
export function nextVersionStore(table: MemoryRunStore): RunStore {
  const find = ([key, sortKey]: Keys) =>
    table.items().find((item) => item['key'] === key && item['item'] === sortKey);
  return routedRunStore(table, (call, work) => {
    const keys = keysOf(call);
    const [key, item] = keys;
    const found = find(keys);
    const known = found && asToday(found);
    if (known !== undefined) table.writeItem({ ...known, key, item });
    // A table in memory has done it when it returns.
    const answer = work();
    const after = find(keys);
    const written = found?.['v'] === nextVersion || JSON.stringify(after) !== JSON.stringify(known);
    if (after !== undefined && written) table.writeItem({ ...asNext(after), key, item });
    return answer;
  });
}

/** The body as a newer version would have sent it. */
export function asNextMessage(body: string): string {
  const { task: job, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify({ ...rest, v: 2, job });
}

/** The body as today's code reads it, for a newer version, which reads both. */
export function asTodaysMessage(body: string): string {
  const { job, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return job === undefined ? body : JSON.stringify({ ...rest, v: 1, task: job });
}

type Keys = readonly [key: string, sortKey: string];

function keysOf(call: StoreCall): Keys {
  switch (call.method) {
    case 'read':
    case 'put':
    case 'update':
      return [call.args[0].key, sortKeyOf(call.args[0])];
    case 'putResult':
    case 'readResult':
      return [call.args[0].key, resultSortKeyOf(call.args[0])];
    case 'putUrl':
    case 'readUrl':
      return [call.args[0], urlSortKey];
  }
}

function asNext({ status, ...rest }: RecordItem): RecordItem {
  return { ...rest, v: nextVersion, ...(status !== undefined && { state: status }) };
}

function asToday({ state, ...rest }: RecordItem): RecordItem {
  return { ...rest, v: shapeVersion, ...(state !== undefined && { status: state }) };
}
