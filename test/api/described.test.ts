import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';
import { createFaultsOf, type HeldAnswer } from './described.ts';

const { get } = createApiWorld();
const faultsOf = createFaultsOf((await get('/openapi.json')).body);
const health = await get('/healthz');

function changed({
  headers = {},
  ...more
}: Partial<Omit<HeldAnswer, 'headers'>> & { headers?: object }) {
  const named = { ...Object.fromEntries(health.headers), ...headers };
  const entries = Object.entries(named).filter(([, value]) => value !== undefined);
  return { ...health, ...more, headers: new Map(entries) };
}

test('an answer as the document has it is held to be so, by whichever request it may be of', () => {
  expect(faultsOf([['GET', '/healthz']], health)).toEqual([]);
  expect(
    faultsOf(
      [
        ['GET', '/v1/definitions'],
        ['GET', '/healthz'],
      ],
      health,
    ),
  ).toEqual([]);
  expect(faultsOf(undefined, health)).toEqual([]);
});

test.each([
  ['a status', { status: 202 }, '202 is not described (202 of health)'],
  [
    'a header that is missing',
    { headers: { vary: undefined } },
    'health.200: the header vary is missing',
  ],
  ['a header too many', { headers: { age: '1' } }, 'health.200: the header age is not described'],
  [
    'what a header says',
    { headers: { 'x-robots-tag': 'all' } },
    'health.200: the header x-robots-tag (all)',
  ],
  [
    'a content type',
    { headers: { 'content-type': 'text/plain' } },
    'health.200: the content type text/plain',
  ],
  ['a value', { body: { status: 'no' } }, 'health.200: the body /status must be equal to constant'],
  [
    'a member that is missing',
    { body: {} },
    "health.200: the body  must have required property 'status'",
  ],
  [
    'a member too many',
    { body: { status: 'ok', at: 1 } },
    'health.200: the body  must NOT have additional',
  ],
])('%s that the document does not have is found', (_, change, fault) => {
  expect(faultsOf([['GET', '/healthz']], changed(change))).toEqual([
    expect.stringContaining(fault),
  ]);
});

test('a body after HEAD is found, and so is an answer of another request', () => {
  expect(faultsOf([['HEAD', '/healthz']], health)).toEqual(['health.200: there is a body']);
  expect(faultsOf([['GET', '/v1/definitions']], health)).not.toEqual([]);
  expect(faultsOf(undefined, { ...health, status: 418 })).toEqual(['418 is not described']);
});
