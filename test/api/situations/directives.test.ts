import { describe, expect, test } from 'vitest';
import { restEvent } from '../rest-event.ts';
import { call, createKnown, type Came } from './known.ts';

const asked = (cacheControl: string): Record<string, string> => ({
  'Cache-Control': cacheControl,
});

/** A result of 60 s that is fresh for 40 s more. */
describe('of a fresh result', () => {
  test.each<[said: string, came: Came]>([
    ['max-age=0', 'begun'],
    ['max-age=59', 'begun'],
    ['max-age=60', 'stored'],
    ['max-age=61', 'stored'],
    ['min-fresh=40', 'stored'],
    ['min-fresh=41', 'begun'],
    ['max-stale', 'stored'],
    ['max-stale=5', 'stored'],
    ['no-cache', 'begun'],
    ['no-store', 'stored'],
    ['only-if-cached', 'stored'],
    ['only-if-cached, no-cache', 'refused'],
    ['only-if-cached, max-age=59', 'refused'],
  ])('%s: %s', async (said, came) => {
    const { cameOf } = await createKnown(60);

    expect(await cameOf(asked(said))).toBe(came);
  });

  test.each<[why: string, said: string, came: Came]>([
    ['names have no case', 'MaX-AgE=0', 'begun'],
    ['names have no case', 'NO-CACHE', 'begun'],
    ['a value may be quoted', 'max-age="0"', 'begun'],
    ['but not by apostrophes', "max-age='0'", 'stored'],
    ['and has no space before it', 'max-age= 0', 'stored'],
    ['nor before its sign', 'max-age =0', 'stored'],
    ['leading zeros are digits', 'max-age=000', 'begun'],
    ['and a value is whole', 'max-age=0.0', 'stored'],
    ['without a sign', 'max-age=-1', 'stored'],
    ['or letters', 'max-age=a0', 'stored'],
    ['or letters', 'max-age=0a', 'stored'],
    ['it has to be there', 'max-age', 'stored'],
    ['it has to be there', 'max-age=', 'stored'],
    ['however large it is', 'max-age=2147483647', 'stored'],
    ['however large it is', 'max-age=2147483648', 'stored'],
    ['however large it is', 'max-age=99999999999', 'stored'],
    ['however large it is', `max-age=1${'0'.repeat(400)}`, 'stored'],
    ['of two the strictest counts', 'max-age=3600, max-age=0', 'begun'],
    ['of two the strictest counts', 'max-age=0, max-age=3600', 'begun'],
    ['of two the strictest counts', 'max-age=3600, no-cache', 'begun'],
    ['what cannot be read leaves the others', 'max-age=x, min-fresh=41', 'begun'],
    ['a quoted text is none of it', 'note="max-age=0"', 'stored'],
    ['a quoted text is none of it', 'note="a, no-cache, b", max-age=60', 'stored'],
    ['a quoted text is none of it', 'max-age=60, note="a \\", no-cache"', 'stored'],
    ['unknown ones are passed over', 'later=0, max-age=60', 'stored'],
    ['unknown ones are passed over', 'later, max-age=0', 'begun'],
    ['those of answers are none of a request', 's-maxage=0, must-revalidate, private', 'stored'],
    ['those of answers are none of a request', 'stale-if-error=600, immutable', 'stored'],
    ['empty members are none', ', ,no-cache,,', 'begun'],
    ['space is around members', '\tmax-age=60 ,\tno-cache ', 'begun'],
    ['nothing says nothing', '', 'stored'],
  ])('%s: %s: %s', async (_, said, came) => {
    const { cameOf } = await createKnown(60);

    expect(await cameOf(asked(said))).toBe(came);
  });

  test.each<[said: Record<string, string>, came: Came]>([
    [{ Pragma: 'no-cache' }, 'begun'],
    [{ Pragma: 'No-Cache' }, 'begun'],
    [{ Pragma: 'later' }, 'stored'],
    [{ Pragma: 'later, no-cache' }, 'begun'],
    [{ Pragma: 'no-cache', 'Cache-Control': 'max-age=60' }, 'stored'],
  ])('%o: %s', async (said, came) => {
    const { cameOf } = await createKnown(60);

    expect(await cameOf(said)).toBe(came);
  });

  test('directives on several lines are those of one', async () => {
    const { handler } = await createKnown(60);
    const event = restEvent('GET', call, { headers: asked('no-cache') });

    const { statusCode } = await handler({
      ...event,
      multiValueHeaders: { ...event.multiValueHeaders, 'cache-control': ['max-age=60'] },
    });

    expect(statusCode).toBe(202);
  });

  test('no-store is said on with the answer', async () => {
    const { get } = await createKnown(60);

    const { headers } = await get(call, asked('max-age=60, no-store'));

    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('of a stale result', () => {
  test.each<[said: string, came: Came]>([
    ['', 'stored, and a run behind it'],
    ['max-stale=49', 'begun'],
    ['max-stale=50', 'stored'],
    ['max-stale="50"', 'stored'],
    ['max-stale', 'stored'],
    ['max-age=149', 'begun'],
    ['max-age=150', 'begun'],
    ['max-age=150, max-stale', 'stored'],
    ['max-age=149, max-stale', 'begun'],
    ['min-fresh=1', 'begun'],
    ['no-cache', 'begun'],
    ['no-cache, max-stale', 'begun'],
    ['only-if-cached', 'stored'],
    ['no-store', 'stored, and a run behind it'],
  ])('while it may be served stale, %s: %s', async (said, came) => {
    const { cameOf } = await createKnown(150);

    expect(await cameOf(asked(said))).toBe(came);
  });

  test.each<[said: string, came: Came]>([
    ['', 'begun'],
    ['max-stale', 'stored'],
    ['max-stale=99', 'begun'],
    ['max-stale=100', 'stored'],
    ['max-stale=none', 'begun'],
    ['max-stale, max-stale=99', 'begun'],
    ['only-if-cached', 'refused'],
    ['only-if-cached, max-stale=100', 'stored'],
  ])('after that, %s: %s', async (said, came) => {
    const { cameOf } = await createKnown(200);

    expect(await cameOf(asked(said))).toBe(came);
  });
});
