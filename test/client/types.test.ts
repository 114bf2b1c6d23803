import type * as tasks from '#tasks';
import { expect, expectTypeOf, test } from 'vitest';
import { createClient } from '../../client/index.ts';

/** A client of an API that refuses everything, as this one does what the compiler refuses. */
const client = createClient<typeof tasks>({
  url: 'http://127.0.0.1:1',
  fetch: () => Promise.resolve(new Response('{}', { status: 422 })),
});

test('a wrong task name or argument does not compile, in any of the calls that begin', async () => {
  const calls = await Promise.allSettled([
    // @ts-expect-error -- no such task
    client.run('ad', { x: 1, y: 2 }),
    // @ts-expect-error -- y is missing
    client.run('add', { x: 1 }),
    // @ts-expect-error -- y is no string
    client.run('add', { x: 1, y: '2' }),
    // @ts-expect-error -- z is unexpected
    client.run('add', { x: 1, y: 2, z: 3 }),
    // @ts-expect-error -- a country is text
    client.checkStatusOrBegin('coastal-zone', { kwargs: { country: 1, km: 5 } }),
    // @ts-expect-error -- no argument of it is text
    client.checkStatusOrBegin('add', { args: ['1', '2'] }),
    // @ts-expect-error -- without a polling URL there is no result to look for
    client.getOrBegin('add', { args: [1, 2] }),
  ]);

  expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 'rejected'));
});

test('a result has the type that its task returns', () => {
  const sum = () => client.run('add', { x: 1, y: 2 });
  const zone = () => client.run('coastal-zone', { country: 'Malta', km: 5 });

  expectTypeOf(sum).returns.resolves.toEqualTypeOf<number>();
  expectTypeOf(zone).returns.resolves.toHaveProperty('areaKm2').toEqualTypeOf<number>();
});
