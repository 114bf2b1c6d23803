import { describe, expect, test } from 'vitest';
import { call, createKnown } from './known.ts';

async function known() {
  const world = await createKnown(60);
  const { headers } = await world.get(call);
  return { ...world, headers, etag: headers.get('etag') ?? '' };
}

describe('If-None-Match', () => {
  test.each<[form: string, of: (etag: string) => string]>([
    ['the tag', (etag) => etag],
    ['the tag, weak', (etag) => `W/${etag}`],
    ['any', () => '*'],
    ['the first of some', (etag) => `${etag}, "x", "y"`],
    ['one among some', (etag) => `"x", ${etag}, "y"`],
    ['the last of some', (etag) => `"x","y",${etag}`],
    ['one after a weak one', (etag) => `W/"x", ${etag}`],
    ['one after a tag with a comma', (etag) => `"x,y" , ${etag}`],
    ['one among empty members', (etag) => `, ,${etag},`],
    ['one after a tag beyond ASCII', (etag) => `"\xe9", ${etag}`],
  ])('as %s is answered with a 304', async (_, of) => {
    const { get, etag, headers } = await known();

    const { status, text, headers: said } = await get(call, { 'If-None-Match': of(etag) });

    expect([status, text]).toEqual([304, '']);
    for (const name of ['etag', 'cache-control', 'content-location', 'vary']) {
      expect(said.get(name), name).toBe(headers.get(name));
    }
    expect(said.has('content-type')).toBe(false);
  });

  test.each<[form: string, of: (etag: string) => string]>([
    ['another tag', () => '"x"'],
    ['some others', () => '"x", W/"y"'],
    ['the tag without its quotes', (etag) => etag.replaceAll('"', '')],
    ['the tag in capitals', (etag) => etag.toUpperCase()],
    ['a piece of the tag', (etag) => `${etag.slice(0, -2)}"`],
    ['the tag in a tag', (etag) => `"${etag.replaceAll('"', '')}x"`],
    ['a tag without an end', () => '"x'],
    ['a star in what is no tag', () => 'x*'],
    ['a star among tags', () => '"x", *'],
    ['nothing', () => ''],
  ])('as %s is answered with the result', async (_, of) => {
    const { get, etag } = await known();

    const { status, text } = await get(call, { 'If-None-Match': of(etag) });

    expect([status, text]).toEqual([200, '5']);
  });

  test('counts before If-Modified-Since, whatever that says', async () => {
    const { get, etag, headers } = await known();
    const modified = headers.get('last-modified') ?? '';
    const long = 'Mon, 01 Jan 2001 00:00:00 GMT';

    const other = await get(call, { 'If-None-Match': '"x"', 'If-Modified-Since': modified });
    const same = await get(call, { 'If-None-Match': etag, 'If-Modified-Since': long });

    expect([other.status, same.status]).toEqual([200, 304]);
  });

  test('asks nothing of what is no result', async () => {
    const { get, post } = await known();
    const any = { 'If-None-Match': '*' };

    const answers = [
      await get('/v1/run/add/4/4', any),
      await get('/v1/run/add/4', any),
      await get('/v1/result?pollingUrl=/nothing', any),
      await post('/v1/tasks', { task: 'add', args: [1, 1] }, any),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 422, 404, 202]);
  });
});

test('a 304 of a public result that is stale lets caches keep it for a second, and ask again', async () => {
  const { get } = await createKnown(150, { cache: 'public' });
  const stale = await get(call);

  const { status, headers } = await get(call, { 'If-None-Match': '*' });

  expect(stale.headers.get('cache-control')).toBe('public, max-age=0, stale-while-revalidate=10');
  expect([status, headers.get('cache-control')]).toEqual([
    304,
    'public, max-age=1, stale-while-revalidate=10',
  ]);
});

test('If-Modified-Since alone is passed over: two runs may end within one second', async () => {
  const { get, headers } = await known();

  const { status } = await get(call, { 'If-Modified-Since': headers.get('last-modified') ?? '' });

  expect(status).toBe(200);
});

test('Range is passed over, as is If-Range', async () => {
  const { get, etag } = await known();

  const { status, text, headers } = await get(call, { Range: 'bytes=0-0', 'If-Range': etag });

  expect([status, text]).toEqual([200, '5']);
  expect([headers.get('content-range'), headers.get('accept-ranges')]).toEqual([null, null]);
});
