import { expect, test } from 'vitest';
import { createApiWorld, type Answered } from '../api-world.ts';
import { unknownId } from '../refused.ts';
import { call, createKnown } from './known.ts';

/** One of each kind that there is. */
async function everyAnswer(): Promise<[string, Answered][]> {
  const fresh = await createKnown(60);
  const stale = await createKnown(150);
  const failed = createApiWorld({
    policy: { retries: 0 },
    run: () => {
      throw new Error('No such place');
    },
  });
  const begun = await failed.get(call);
  await failed.work();
  const { etag = '' } = Object.fromEntries((await fresh.get(call)).headers);
  const head = (target: string) => fresh.ask('HEAD', target);
  return [
    ['a result', await fresh.get(call)],
    ['a 304', await fresh.get(call, { 'If-None-Match': etag })],
    ['a result to HEAD', await head(call)],
    ['a stale result', await stale.get(call)],
    ['a 202', begun],
    ['a failure', await failed.get(call)],
    ['a monitor', await failed.get(`/v1/tasks/${begun.body.taskId}`)],
    ['the definitions', await fresh.get('/v1/definitions')],
    ['liveness', await fresh.get('/healthz')],
    ['a 404', await fresh.get(`/v1/tasks/${unknownId}`)],
    ['a 405', await fresh.ask('DELETE', '/v1/tasks')],
    ['a 406', await fresh.get(call, { Accept: 'image/png' })],
    ['a 409', await failed.post(`/v1/tasks/${begun.body.taskId}/cancel`)],
    ['a 422', await fresh.get('/v1/run/add/2')],
    ['a 504', await head('/v1/run/add/4/4')],
  ];
}

test('no answer leaves it to a guess for how long it is good', async () => {
  for (const [what, { headers }] of await everyAnswer()) {
    const said = headers.get('cache-control') ?? '';
    expect(said, what).toMatch(
      /^no-store$|^private, no-cache$|^(private|public), max-age=\d+(, [a-z-]+=\d+)*(, immutable)?$|^public, max-age=\d+$/,
    );
  }
});

test('no answer says what only caches and old clients would', async () => {
  const foreign = ['age', 'expires', 'warning', 'pragma', 'set-cookie', 'via', 'connection'];

  for (const [what, { headers }] of await everyAnswer()) {
    expect(
      foreign.filter((name) => headers.has(name)),
      what,
    ).toEqual([]);
  }
});

test('every answer varies by Accept, and none by everything', async () => {
  for (const [what, { headers }] of await everyAnswer()) {
    const members = (headers.get('vary') ?? '').split(/\s*,\s*/);
    expect(members, what).toContain('Accept');
    expect(members, what).not.toContain('*');
  }
});

test.each(['Accept-Language', 'Accept-Encoding', 'Cookie', 'User-Agent', 'Authorization'])(
  'an answer is the same whatever %s says, by which it does not vary',
  async (name) => {
    const { get } = await createKnown(60);

    const [one, other] = [
      await get(call, { [name]: 'a' }),
      await get(call, { [name]: 'b, c;q=0' }),
    ];

    expect([...other.headers]).toEqual([...one.headers]);
    expect(other.text).toBe(one.text);
  },
);

test('HEAD is answered as GET is, without the body', async () => {
  const { get, ask } = await createKnown(60);

  const [whole, head] = [await get(call), await ask('HEAD', call)];

  expect([head.status, head.text]).toEqual([200, '']);
  expect([...head.headers]).toEqual([...whole.headers]);
});

test('other arguments are another URL, whichever way they are written', async () => {
  const { get } = createApiWorld();
  const idOf = async (target: string) => (await get(target)).body.taskId as string;

  const [one, same, swapped] = [
    await idOf('/v1/run/add?x=2&y=3'),
    await idOf('/v1/run/add?y=3&x=2'),
    await idOf('/v1/run/add?x=3&y=2'),
  ];

  expect(same).toBe(one);
  expect(swapped).not.toBe(one);
});
