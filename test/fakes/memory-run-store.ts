import { applyChange, guardHolds, type Guard } from '../../core/guard.ts';
import type { Place, RunStore, WriteOutcome } from '../../core/ports.ts';
import {
  checkShape,
  decodeRecord,
  encodeRecord,
  resultSortKeyOf,
  shapeVersion,
  sortKeyOf,
  ttlOf,
  urlSortKey,
  type RecordItem,
} from '../../core/record-item.ts';
import type { RunRecord } from '../../core/run.ts';

export interface MemoryRunStore extends RunStore {
  /** Everything stored, as the table would hold it. */
  items(): RecordItem[];
  /** Stores an item as it is, keys and shape version included. */
  writeItem(item: RecordItem & { key: string; item: string }): void;
  /** Deletes what has expired by then, as TTL does some day. */
  deleteExpired(nowMs: number): void;
}

/** A table in memory. It keeps encoded items, and so loses what the real one loses. */
export function createMemoryRunStore(): MemoryRunStore {
  const items = new Map<string, RecordItem>();

  const find = (key: string, sortKey: string) => items.get(idOf(key, sortKey));
  const write = (key: string, sortKey: string, attributes: RecordItem) => {
    items.set(idOf(key, sortKey), { ...attributes, key, item: sortKey });
  };

  const readRecord = (place: Place): RunRecord | undefined => {
    const item = find(place.key, sortKeyOf(place));
    return item === undefined ? undefined : decodeRecord(item);
  };
  const readText = (key: string, sortKey: string, attribute: string): string | undefined => {
    const item = find(key, sortKey);
    if (item === undefined) return undefined;
    checkShape(item);
    return String(item[attribute]);
  };
  const writeIf = (
    place: Place,
    guard: Guard,
    change: (found: RunRecord | undefined) => RunRecord,
  ): WriteOutcome => {
    const found = readRecord(place);
    if (!guardHolds(guard, found)) return { applied: false, record: found };
    const item = encodeRecord(change(found));
    write(place.key, sortKeyOf(place), item);
    return { applied: true, record: decodeRecord({ ...item, key: place.key }) };
  };

  return {
    read: async (place) => readRecord(place),
    put: async (place, record, guard) => writeIf(place, guard, () => record),
    async update(place, change, guard) {
      const found = readRecord(place);
      if (found === undefined) return { applied: false, record: undefined };
      return writeIf(place, guard, () => applyChange(found, change));
    },
    async putResult(result, json, expiresAt) {
      const item = { v: shapeVersion, json, ttl: ttlOf(expiresAt) };
      write(result.key, resultSortKeyOf(result), item);
    },
    readResult: async (result) => readText(result.key, resultSortKeyOf(result), 'json'),
    async putUrl(key, url, expiresAt) {
      write(key, urlSortKey, { v: shapeVersion, url, ttl: ttlOf(expiresAt) });
    },
    readUrl: async (key) => readText(key, urlSortKey, 'url'),
    items: () => [...items.values()],
    writeItem: (item) => write(item.key, item.item, item),
    deleteExpired(nowMs) {
      for (const [id, { ttl }] of items) if (Number(ttl) * 1000 <= nowMs) items.delete(id);
    },
  };
}

function idOf(key: string, sortKey: string): string {
  return JSON.stringify([key, sortKey]);
}
