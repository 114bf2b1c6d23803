import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const url = '/v1/run/add/2/3';
const friend = 'https://app.example.org';
const stranger = 'https://other.example.net';

const unmeant: [string, string, Record<string, string>][] = [
  ['a HEAD request', 'HEAD', {}],
  ['a prefetch', 'GET', { 'Sec-Purpose': 'prefetch;prerender' }],
  ['an old prefetch', 'GET', { Purpose: 'prefetch' }],
  ['a very old prefetch', 'GET', { 'X-Moz': 'prefetch' }],
  ['an image of another site', 'GET', fetched('cross-site', 'no-cors', 'image')],
  ['a frame of another site', 'GET', fetched('cross-site', 'navigate', 'iframe')],
  ['an object of another site', 'GET', fetched('cross-site', 'navigate', 'object')],
  ['a fetch of another site', 'GET', { ...fetched('cross-site', 'cors'), Origin: stranger }],
  ['a fetch of a neighbour', 'GET', { ...fetched('same-site', 'cors'), Origin: stranger }],
  ['a fetch that hides its origin', 'GET', { ...fetched('cross-site', 'cors'), Origin: 'null' }],
];

/** What a browser says of a request. */
function fetched(site: string, mode: string, dest = 'empty'): Record<string, string> {
  return { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest };
}

test.each(unmeant)('%s begins nothing', async (_, method, headers) => {
  const { ask, queue, table } = createApiWorld();

  const { status } = await ask(method, url, { headers });

  expect(status).toBe(504);
  expect([queue.size(), table.items().length]).toEqual([0, 0]);
});

test.each(unmeant)('%s sees no run in flight as its answer', async (_, method, headers) => {
  const { ask, get, table } = createApiWorld();
  await get(url);
  const before = table.items();

  const { status } = await ask(method, url, { headers });

  expect(status).toBe(504);
  expect(table.items()).toEqual(before);
});

test.each(unmeant)('%s gets a fresh result', async (_, method, headers) => {
  const { ask, get, work } = createApiWorld();
  await get(url);
  await work();
  const answer = await get(url);

  const { status, headers: got } = await ask(method, url, { headers });

  expect(status).toBe(200);
  expect([...got]).toEqual([...answer.headers]);
});

test('a prefetch that would join is told which run it is', async () => {
  const { get } = createApiWorld();
  const begun = await get(url);

  const { body, headers } = await get(url, { 'Sec-Purpose': 'prefetch' });

  expect(body).toMatchObject({
    type: expect.stringMatching(/\/only-if-cached$/),
    run: { taskId: begun.body.taskId },
  });
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a prefetch gets an earlier result while a forced run is in flight', async () => {
  const { get, post, work } = createApiWorld({ run: () => 5 });
  await get(url);
  await work();
  await post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: url });

  const { status, text } = await get(url, { 'Sec-Purpose': 'prefetch' });

  expect([status, text]).toEqual([200, '5']);
});

test('a prefetch gets a remembered failure', async () => {
  const { get, post } = createApiWorld();
  const { body } = await get(url);
  await post(`/v1/tasks/${body.taskId}/cancel`);

  const { status } = await get(url, { 'Sec-Purpose': 'prefetch' });

  expect(status).toBe(409);
});

test('HEAD answers with the headers of GET and no body', async () => {
  const { ask, get } = createApiWorld();
  const { body: begun } = await get(url);
  const target = `/v1/tasks/${begun.taskId}`;

  const head = await ask('HEAD', target);

  expect([head.status, head.text]).toEqual([200, '']);
  expect([...head.headers]).toEqual([...(await get(target)).headers]);
});

test.each([
  ['a click on a link of another site', fetched('cross-site', 'navigate', 'document')],
  [
    'a browser that does not say where it is shown',
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' },
  ],
  ['an address that is typed', fetched('none', 'navigate', 'document')],
  ['a frame of a neighbour', fetched('same-site', 'navigate', 'iframe')],
  ['an image of a neighbour', fetched('same-site', 'no-cors', 'image')],
  ['a fetch of its own page', fetched('same-origin', 'cors')],
  ['a fetch of an allowed page', { ...fetched('cross-site', 'cors'), Origin: friend }],
  ['a program that says how it fetches alone', { 'Sec-Fetch-Mode': 'cors' }],
])('%s begins', async (_, headers) => {
  const { get } = createApiWorld({ corsOrigins: [friend] });

  const { status } = await get(url, headers);

  expect(status).toBe(202);
});

test('a fetch of any page begins where all may call', async () => {
  const { get } = createApiWorld({ corsOrigins: ['*'] });

  const { status } = await get(url, { ...fetched('cross-site', 'cors'), Origin: 'null' });

  expect(status).toBe(202);
});
