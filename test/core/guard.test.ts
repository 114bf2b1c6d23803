import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChange, guardHolds } from '../../core/guard.ts';
import { anyChange, anyGuard, anyRecord, aRecord } from '../contract/records.ts';

test('a guard holds of nothing only where it says that there may be nothing', () => {
  expect(guardHolds({}, undefined)).toBe(false);
  expect(guardHolds({ run: 'r' }, undefined)).toBe(false);
  expect(guardHolds({ absent: 'allowed', run: 'r' }, undefined)).toBe(true);
  expect(guardHolds({ absent: 'required', run: 'r' }, undefined)).toBe(true);
});

test('a guard that asks for nothing holds of no record', () => {
  fc.assert(
    fc.property(anyRecord('key-a'), anyGuard, (record, guard) => {
      expect(guardHolds({ ...guard, absent: 'required' }, record)).toBe(false);
    }),
  );
});

test('a guard holds if and only if each of its parts does', () => {
  fc.assert(
    fc.property(anyRecord('key-a'), anyGuard, (record, guard) => {
      const parts = Object.entries(guard).map(([name, value]) => ({ [name]: value }));

      expect(guardHolds(guard, record)).toBe(parts.every((part) => guardHolds(part, record)));
    }),
  );
});

test('every change raises the version by one, and only the counters that it names', () => {
  fc.assert(
    fc.property(anyRecord('key-a'), anyChange, (record, change) => {
      const changed = applyChange(record, change);
      const grown = change.increment ?? [];

      expect(changed.version).toBe(record.version + 1);
      expect(changed.fence - record.fence).toBe(grown.includes('fence') ? 1 : 0);
      expect(changed.attempt - record.attempt).toBe(grown.includes('attempt') ? 1 : 0);
    }),
  );
});

test('a change keeps what it does not name and sets what it names, to null too', () => {
  const record = aRecord({ holder: 'me', etag: 'kept' });

  const changed = applyChange(record, { set: { holder: null, status: 'SUCCESS' } });

  expect(changed).toEqual({ ...record, holder: null, status: 'SUCCESS', version: 2 });
});
