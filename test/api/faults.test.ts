import { expect, test } from 'vitest';
import { StoreFault, UnknownShape } from '../../core/errors.ts';
import { createFaultyRunStore } from '../fakes/faulty-run-store.ts';
import { createApiWorld } from './api-world.ts';

const faults: [string, () => Error, number, string][] = [
  ['does not answer', () => new StoreFault('secret table name'), 503, 'unavailable'],
  ['is busy', () => new StoreFault('secret', { throttled: true }), 503, 'unavailable'],
  ['holds what a newer version wrote', () => new UnknownShape('secret'), 503, 'unavailable'],
];

test.each(faults)(
  'when the table %s, callers are asked to come again',
  async (_, make, status, code) => {
    const { get, logged } = createApiWorld({ through: failing(make) });

    const answered = await get('/v1/run/add/2/3');

    expect(answered.status).toBe(status);
    expect(answered.body).toMatchObject({
      type: expect.stringMatching(new RegExp(`/${code}$`)),
      requestId: 'request-1',
    });
    expect(Number(answered.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(answered.text).not.toContain('secret');
    expect(logged).toEqual([
      { event: 'request failed', fields: { requestId: 'request-1', error: expect.any(Error) } },
    ]);
  },
);

test('what nobody foresaw leaves opaque, with the ID by which the log has it', async () => {
  const { get, logged } = createApiWorld({ through: failing(() => new TypeError('secret')) });

  const { status, headers, body, text } = await get('/v1/run/add/2/3');

  expect([status, body.requestId]).toEqual([500, 'request-1']);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(text).not.toContain('secret');
  expect(logged).toMatchObject([{ fields: { error: { message: 'secret' } } }]);
});

test('a refusal is not logged as a fault', async () => {
  const { get, logged } = createApiWorld();

  await get('/v1/run/nothing');

  expect(logged).toEqual([]);
});

function failing(make: () => Error) {
  return (store: Parameters<typeof createFaultyRunStore>[0]) =>
    createFaultyRunStore(store, {
      before: () => {
        throw make();
      },
    });
}
