import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../core/ports.ts';
import { instant } from '../../core/run.ts';
import { anyRecord } from './records.ts';
import { headOf, putNew, type StoreUnderTest } from './store-under-test.ts';

export function describeReads(under: () => StoreUnderTest): void {
  describe('reading', () => {
    test.each(['strong', 'eventual'] as const)('finds what was put (%s)', async (consistency) => {
      const { place, record } = await putNew(under().store);

      await expect
        .poll(() => under().store.read(place, consistency), { timeout: 5000 })
        .toEqual(record);
    });

    test('finds nothing where nothing was put', async () => {
      const place = headOf(`key-${randomUUID()}`);

      expect(await under().store.read(place, 'strong')).toBeUndefined();
      expect(await under().store.read(place, 'eventual')).toBeUndefined();
    });

    test('keeps the head and the own items of runs apart', async () => {
      const { place, record } = await putNew(under().store);
      const own: Place = { key: record.key, item: 'run', run: record.run };
      const copy = { ...record, version: 7 };

      await under().store.put(own, copy, { absent: 'required' });

      expect(await under().store.read(place, 'strong')).toEqual(record);
      expect(await under().store.read(own, 'strong')).toEqual(copy);
      const other: Place = { key: record.key, item: 'run', run: 'another' };
      expect(await under().store.read(other, 'strong')).toBeUndefined();
    });

    test('gives every field back as it was put', async () => {
      await fc.assert(
        fc.asyncProperty(anyRecord(`key-${randomUUID()}`), async (drawn) => {
          const record = { ...drawn, key: `key-${randomUUID()}` };
          const { place } = await putNew(under().store, record);

          expect(await under().store.read(place, 'strong')).toEqual(record);
        }),
        { numRuns: 50 },
      );
    });
  });

  describe('an item of another shape version', () => {
    const foreign = async () => {
      const { place, record } = await putNew(under().store);
      const item = await under().readItem(record.key, '@');
      expect(item).toMatchObject({ v: 1 });
      await under().writeItem({ ...aForeignItem, key: record.key, item: '@' });
      return { place, record };
    };
    const aForeignItem = { v: 2, run: 'run-a', version: 1, status: 'PENDING' };
    const refused = { name: 'UnknownShape', message: expect.stringContaining('version 2') };

    test('is not read', async () => {
      const { place } = await foreign();

      await expect(under().store.read(place, 'strong')).rejects.toMatchObject(refused);
    });

    test('is not written over, whatever the guard says', async () => {
      const { place, record } = await foreign();

      for (const guard of [{}, { absent: 'allowed' }, { absent: 'required' }] as const) {
        const put = under().store.put(place, record, guard);
        await expect(put).rejects.toMatchObject(refused);
        const update = under().store.update(place, { set: { etag: 'x' } }, guard);
        await expect(update).rejects.toMatchObject(refused);
      }
      expect(await under().readItem(record.key, '@')).toEqual({
        ...aForeignItem,
        key: record.key,
        item: '@',
      });
    });

    test('is read neither as a result nor as a URL', async () => {
      const key = `key-${randomUUID()}`;
      await under().writeItem({ key, item: 'run-a#1#result', v: 2, json: '3' });
      await under().writeItem({ key, item: 'url', v: 2, url: '/a' });

      const result = under().store.readResult({ key, run: 'run-a', fence: 1 });
      await expect(result).rejects.toMatchObject(refused);
      await expect(under().store.readUrl(key)).rejects.toMatchObject(refused);
    });
  });

  describe('a result', () => {
    test('is found by run and fence, to the letter', async () => {
      const name = { key: `key-${randomUUID()}`, run: 'run-a', fence: 3 };
      const json = JSON.stringify({ text: 'ä 漢 🌍 \u0001', list: [1.5, null, true] });

      await under().store.putResult(name, json, instant(5000));

      expect(await under().store.readResult(name)).toBe(json);
      expect(await under().store.readResult({ ...name, fence: 2 })).toBeUndefined();
      expect(await under().store.readResult({ ...name, run: 'run-b' })).toBeUndefined();
      expect(await under().readItem(name.key, 'run-a#3#result')).toMatchObject({ v: 1, ttl: 5 });
    });

    test('of 390 KB is kept whole', async () => {
      const name = { key: `key-${randomUUID()}`, run: 'run-a', fence: 1 };
      const json = JSON.stringify('x'.repeat(390 * 1024));

      await under().store.putResult(name, json, instant(5000));

      expect(await under().store.readResult(name)).toBe(json);
    });
  });

  test('a URL is found by its key', async () => {
    const key = `key-${randomUUID()}`;
    expect(await under().store.readUrl(key)).toBeUndefined();

    await under().store.putUrl(key, '/v1/run/add/1/2', instant(5000));

    expect(await under().store.readUrl(key)).toBe('/v1/run/add/1/2');
    expect(await under().readItem(key, 'url')).toMatchObject({ v: 1, ttl: 5 });
  });
}
