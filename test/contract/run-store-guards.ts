import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, guardHolds, type Guard } from '../../core/guard.ts';
import { inFlight, instant, terminal } from '../../core/run.ts';
import { anyChange, anyGuard, anyRecord, aRecord } from './records.ts';
import { headOf, putNew, type StoreUnderTest } from './store-under-test.ts';

export function describeGuards(under: () => StoreUnderTest): void {
  describe('a guard', () => {
    const record = {
      run: 'run-a',
      version: 3,
      fence: 2,
      attempt: 1,
      status: 'RETRY',
      claimableAt: instant(5000),
      createdAt: instant(4000),
    } as const;
    const holding: [string, Guard][] = [
      ['nothing', {}],
      ['its run', { run: 'run-a' }],
      ['its version', { version: 3 }],
      ['a version below the next', { versionBelow: 4 }],
      ['its fence', { fence: 2 }],
      ['its status among others', { statuses: inFlight }],
      ['that it may be claimed by that very time', { claimableBy: instant(5000) }],
      ['an attempt below the next', { attemptBelow: 2 }],
      ['that it was created after the moment before', { createdAfter: instant(3999) }],
      ['what holds, or that there is none', { absent: 'allowed', run: 'run-a', version: 3 }],
    ];
    const failing: [string, Guard][] = [
      ['that there is none', { absent: 'required', run: 'run-a' }],
      ['another run', { run: 'run-b' }],
      ['another version', { version: 2 }],
      ['a version below its own', { versionBelow: 3 }],
      ['another fence', { fence: 3 }],
      ['another status', { statuses: terminal }],
      ['no status at all', { statuses: [] }],
      ['that it may be claimed a moment before', { claimableBy: instant(4999) }],
      ['an attempt below its own', { attemptBelow: 1 }],
      ['that it was created after that very time', { createdAfter: instant(4000) }],
      [
        'what does not hold, or that there is none',
        { absent: 'allowed', run: 'run-a', version: 2 },
      ],
    ];

    test.each(holding)('that asks for %s lets a write through', async (_, guard) => {
      const { place, record: found } = await putNew(under().store, aRecord(record));

      const outcome = await under().store.update(place, {}, guard);
      expect(outcome).toEqual({ applied: true, record: { ...found, version: 4 } });

      const other = await putNew(under().store, aRecord(record));
      expect(await under().store.put(other.place, other.record, guard)).toMatchObject({
        applied: true,
      });
    });

    test.each(failing)('that asks for %s refuses a write', async (_, guard) => {
      const { place, record: found } = await putNew(under().store, aRecord(record));
      const refusal = { applied: false, record: found };

      expect(await under().store.update(place, { set: { etag: 'x' } }, guard)).toEqual(refusal);
      expect(await under().store.put(place, aRecord({ key: found.key }), guard)).toEqual(refusal);
      expect(await under().store.read(place, 'strong')).toEqual(found);
    });

    test('on the time of a claim refuses a record that nobody may claim', async () => {
      const { place, record: found } = await putNew(under().store, aRecord({ claimableAt: null }));

      const outcome = await under().store.update(place, {}, { claimableBy: instant(5000) });

      expect(outcome).toEqual({ applied: false, record: found });
    });
  });

  test('a write is applied if and only if its guard holds, and refused with what is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(anyRecord('drawn'), { nil: undefined, freq: 5 }),
        anyRecord('drawn'),
        anyChange,
        anyGuard,
        async (drawn, next, change, guard) => {
          const key = `key-${randomUUID()}`;
          const found = drawn && (await putNew(under().store, { ...drawn, key })).record;
          const holds = guardHolds(guard, found);

          const updated = await under().store.update(headOf(key), change, guard);
          const after = found && holds ? applyChange(found, change) : found;
          expect(updated).toEqual({ applied: found !== undefined && holds, record: after });

          const record = { ...next, key };
          const put = await under().store.put(headOf(key), record, guard);
          const puts = guardHolds(guard, after);
          expect(put).toEqual({ applied: puts, record: puts ? record : after });
          expect(await under().store.read(headOf(key), 'strong')).toEqual(puts ? record : after);
        },
      ),
      { numRuns: 200 },
    );
  });
}
