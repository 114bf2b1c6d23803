import { expect } from 'vitest';
import type { Place, RunStore } from '../../core/ports.ts';
import type { RunRecord } from '../../core/run.ts';
import { aRecord } from './records.ts';

export interface StoreUnderTest {
  store: RunStore;
  /** Stores an item as it is, with its keys `key` and `item`. */
  writeItem(item: Record<string, string | number> & { key: string; item: string }): Promise<void>;
  /** An item as it is. */
  readItem(key: string, item: string): Promise<Record<string, unknown> | undefined>;
  close(): Promise<void>;
}

export function headOf(key: string): Place {
  return { key, item: 'head' };
}

/** Puts the record as the first head of its key. */
export async function putNew(
  store: RunStore,
  record = aRecord(),
): Promise<{ place: Place; record: RunRecord }> {
  const place = headOf(record.key);
  expect(await store.put(place, record, { absent: 'required' })).toEqual({ applied: true, record });
  return { place, record };
}
