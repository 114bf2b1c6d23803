import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnknownShape } from '../../core/errors.ts';
import { applyChange } from '../../core/guard.ts';
import {
  decodeRecord,
  encodeChange,
  encodeRecord,
  itemBytes,
  recordBytes,
  resultSortKeyOf,
  sortKeyOf,
} from '../../core/record-item.ts';
import { instant } from '../../core/run.ts';
import { anyChange, anyRecord, aRecord } from '../contract/records.ts';

test('a record survives its item', () => {
  fc.assert(
    fc.property(anyRecord('key-a'), (record) => {
      expect(decodeRecord(encodeRecord(record))).toEqual(record);
    }),
  );
});

test('an item is flat, without what is null, and says its shape version', () => {
  const item = encodeRecord(
    aRecord({ key: 'k', run: 'r', error: { name: 'E', message: 'm' }, claimableAt: null }),
  );

  expect(item).toEqual({
    v: 1,
    key: 'k',
    run: 'r',
    task: 'add',
    digest: 'digest',
    status: 'PENDING',
    version: 1,
    fence: 0,
    attempt: 0,
    createdAt: '2030-01-01T00:00:00.000Z',
    error: '{"name":"E","message":"m"}',
  });
});

test('an item may go at the end of the second in which its record expires', () => {
  expect(encodeRecord(aRecord({ expiresAt: instant(5000) }))).toHaveProperty('ttl', 5);
  expect(encodeRecord(aRecord({ expiresAt: instant(5001) }))).toHaveProperty('ttl', 6);
  expect(encodeRecord(aRecord())).not.toHaveProperty('ttl');
});

test('a change of an item is the change of its record', () => {
  fc.assert(
    fc.property(anyRecord('key-a'), anyChange, (record, change) => {
      const changed = applyChange(record, change);
      const { set, remove } = encodeChange(change);
      const removed = Object.fromEntries(
        Object.entries(encodeRecord(record)).filter(([name]) => !remove.includes(name)),
      );
      const { version, fence, attempt } = changed;

      expect({ ...removed, ...set, version, fence, attempt }).toEqual(encodeRecord(changed));
    }),
  );
});

test.each([
  [2, 'version 2'],
  ['1', 'version "1"'],
  [undefined, 'version none'],
])('an item of shape version %j is not read', (v, named) => {
  const { v: _, ...rest } = encodeRecord(aRecord());
  const item = v === undefined ? rest : { ...rest, v };

  expect(() => decodeRecord(item)).toThrow(UnknownShape);
  expect(() => decodeRecord(item)).toThrow(named);
});

test.each([{ status: 'DONE' }, { version: 'one' }, { progress: '{' }, { error: '{"name":1}' }])(
  'an item with %j is not read, though its shape version is known',
  (wrong) => {
    const item = { ...encodeRecord(aRecord({ key: 'key-a' })), ...wrong };

    expect(() => decodeRecord(item)).toThrow(UnknownShape);
    expect(() => decodeRecord(item)).toThrow('key-a');
  },
);

test('what later versions may add to an item is not in the way', () => {
  const record = aRecord();

  expect(decodeRecord({ ...encodeRecord(record), colour: 'blue' })).toEqual(record);
});

test('items are told apart by their sort keys', () => {
  expect(sortKeyOf({ key: 'k', item: 'head' })).toBe('@');
  expect(sortKeyOf({ key: 'k', item: 'run', run: 'r' })).toBe('r');
  expect(resultSortKeyOf({ key: 'k', run: 'r', fence: 3 })).toBe('r#3#result');
});

test("an item's size counts names and values as UTF-8", () => {
  expect(itemBytes({})).toBe(0);
  expect(itemBytes({ key: 'abc' })).toBe(6);
  expect(itemBytes({ ä: '漢🌍' })).toBe(2 + 3 + 4);
});

test("a record's size is that of its item, with its run for the sort key", () => {
  fc.assert(
    fc.property(anyRecord('key-ä'), (record) => {
      expect(recordBytes(record)).toBe(itemBytes({ ...encodeRecord(record), item: record.run }));
    }),
  );
});

test.each([
  [0, 2],
  [7, 2],
  [10, 2],
  [12, 3],
  [120, 3],
  [123, 3],
  [1234, 4],
  [9_999_999_999, 7],
  [-12, 4],
])('the number %d is counted with %d bytes', (value, bytes) => {
  expect(itemBytes({ n: value })).toBe(1 + bytes);
});
