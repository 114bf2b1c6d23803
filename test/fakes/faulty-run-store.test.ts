import { expect, test } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { aRecord } from '../contract/records.ts';
import { headOf } from '../contract/store-under-test.ts';
import { createFaultyRunStore, type StoreCall } from './faulty-run-store.ts';
import { createMemoryRunStore } from './memory-run-store.ts';

const fail = (when: (call: StoreCall) => boolean) => (call: StoreCall) => {
  if (when(call)) throw new StoreFault(`${call.method} failed`);
};

test('a call that fails before it arrives does nothing', async () => {
  const memory = createMemoryRunStore();
  const store = createFaultyRunStore(memory, { before: fail(({ method }) => method === 'put') });
  const record = aRecord();

  const put = store.put(headOf(record.key), record, { absent: 'required' });

  await expect(put).rejects.toThrow(StoreFault);
  expect(memory.items()).toEqual([]);
});

test('a call whose answer is lost is done all the same', async () => {
  const memory = createMemoryRunStore();
  const store = createFaultyRunStore(memory, { after: fail(({ count }) => count === 1) });
  const record = aRecord();

  const put = store.put(headOf(record.key), record, { absent: 'required' });

  await expect(put).rejects.toThrow(StoreFault);
  expect(await store.read(headOf(record.key), 'strong')).toEqual(record);
});
