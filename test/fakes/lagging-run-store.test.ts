import { expect, test } from 'vitest';
import { aRecord } from '../contract/records.ts';
import { headOf } from '../contract/store-under-test.ts';
import { createLaggingRunStore } from './lagging-run-store.ts';
import { createMemoryRunStore } from './memory-run-store.ts';

test.each([
  [0, 3],
  [1, 2],
  [2, 1],
  [3, undefined],
  [Infinity, undefined],
])('%d writes behind, of three versions an eventual read sees %s', async (behind, version) => {
  const store = createLaggingRunStore(createMemoryRunStore(), () => behind);
  const record = aRecord();
  const place = headOf(record.key);
  await store.put(place, record, { absent: 'required' });
  await store.update(place, { set: { status: 'STARTED' } }, {});
  await store.update(place, { set: { status: 'SUCCESS' } }, {});

  const seen = await store.read(place, 'eventual');

  expect(seen?.version).toBe(version);
  expect((await store.read(place, 'strong'))?.version).toBe(3);
});

test('a refused write is nothing that an eventual read could see', async () => {
  const store = createLaggingRunStore(createMemoryRunStore(), () => 1);
  const record = aRecord();
  const place = headOf(record.key);
  await store.put(place, record, { absent: 'required' });

  await store.put(place, record, { absent: 'required' });

  expect(await store.read(place, 'eventual')).toBeUndefined();
});
