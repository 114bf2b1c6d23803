import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inFlight, instant } from '../../core/run.ts';
import { aRecord } from './records.ts';
import { headOf, putNew, type StoreUnderTest } from './store-under-test.ts';

export function describeWrites(under: () => StoreUnderTest): void {
  describe('a put', () => {
    test('is refused with the record that is there, which stays', async () => {
      const { place, record } = await putNew(under().store);

      const outcome = await under().store.put(place, aRecord({ key: record.key }), {
        absent: 'required',
      });

      expect(outcome).toEqual({ applied: false, record });
      expect(await under().store.read(place, 'strong')).toEqual(record);
    });

    test('over nothing is refused, unless that is allowed', async () => {
      const record = aRecord();
      const place = headOf(record.key);

      expect(await under().store.put(place, record, { run: record.run })).toEqual({
        applied: false,
        record: undefined,
      });
      expect(await under().store.put(place, record, { run: 'x', absent: 'allowed' })).toEqual({
        applied: true,
        record,
      });
    });

    test('leaves nothing of the record before it', async () => {
      const full = aRecord({ result: '3', resultAt: 'record', expiresAt: instant(1500) });
      const { place } = await putNew(under().store, full);
      const bare = aRecord({ key: full.key });

      await under().store.put(place, bare, { run: full.run, version: full.version });

      expect(await under().store.read(place, 'strong')).toEqual(bare);
      expect(await under().readItem(full.key, '@')).not.toHaveProperty('ttl');
    });

    test('of 200 that race for one key is applied once', async () => {
      const key = `key-${randomUUID()}`;
      const records = Array.from({ length: 200 }, () => aRecord({ key }));

      const outcomes = await Promise.all(
        records.map((record) => under().store.put(headOf(key), record, { absent: 'required' })),
      );

      const winners = outcomes.filter(({ applied }) => applied);
      expect(winners).toHaveLength(1);
      expect(outcomes.map(({ record }) => record)).toEqual(records.map(() => winners[0]?.record));
    });
  });

  describe('an update', () => {
    test('changes what it names, removes what it sets to null and raises the version', async () => {
      const { place, record } = await putNew(
        under().store,
        aRecord({ holder: 'me', etag: 'kept' }),
      );

      const outcome = await under().store.update(
        place,
        { set: { holder: null, status: 'STARTED' }, increment: ['fence', 'attempt'] },
        { run: record.run, statuses: inFlight },
      );

      const changed = {
        ...record,
        holder: null,
        status: 'STARTED',
        version: 2,
        fence: 1,
        attempt: 1,
      };
      expect(outcome).toEqual({ applied: true, record: changed });
      expect(await under().store.read(place, 'strong')).toEqual(changed);
    });

    test('of nothing is refused and makes nothing', async () => {
      const place = headOf(`key-${randomUUID()}`);

      for (const absent of ['allowed', 'required'] as const) {
        const outcome = await under().store.update(place, { set: { etag: 'x' } }, { absent });
        expect(outcome).toEqual({ applied: false, record: undefined });
      }
      expect(await under().store.update(place, {}, {})).toEqual({
        applied: false,
        record: undefined,
      });
      expect(await under().store.read(place, 'strong')).toBeUndefined();
    });

    test('of 50 that race on one version is applied once', async () => {
      const { place, record } = await putNew(under().store);

      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          under().store.update(place, { set: { holder: `h${i}` } }, { version: record.version }),
        ),
      );

      expect(outcomes.filter(({ applied }) => applied)).toHaveLength(1);
    });

    test('says in epoch seconds, rounded up, when the item may go', async () => {
      const { place, record } = await putNew(under().store);

      await under().store.update(place, { set: { expiresAt: instant(1001) } }, {});
      expect(await under().readItem(record.key, '@')).toHaveProperty('ttl', 2);

      await under().store.update(place, { set: { expiresAt: null } }, {});
      expect(await under().readItem(record.key, '@')).not.toHaveProperty('ttl');
    });
  });
}
