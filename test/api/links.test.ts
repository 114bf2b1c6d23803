import { expect, test } from 'vitest';
import { createApiWorld, type ApiWorldOptions } from './api-world.ts';
import { restEvent, type Asking } from './rest-event.ts';

const places: [string, string, ApiWorldOptions, Asking][] = [
  ['a stage', '/test', {}, { stage: 'test' }],
  ['a domain of its own', '', {}, { basePath: '' }],
  ['a base path', '/jobs', {}, { basePath: '/jobs' }],
  ['a base path of two segments', '/gis/v1', {}, { basePath: '/gis/v1' }],
  ['a base path with signs', '/gis+(2)', {}, { basePath: '/gis+(2)' }],
  ['a proxy', '/coast', { publicUrl: 'https://www.example.org/coast/' }, { stage: 'test' }],
  ['a proxy at its root', '', { publicUrl: 'https://www.example.org' }, { stage: 'test' }],
];

test.each(places)('links hold under %s', async (_, prefix, options, asking) => {
  const { ask } = createApiWorld(options);

  const { status, headers, body } = await ask('GET', '/v1/run/echo/a%2Fb%25?times=2', asking);

  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`${prefix}/v1/tasks/${body.taskId}`);
  expect(body.urls.result).toBe(`${prefix}/v1/tasks/${body.taskId}/result`);
  expect(body.pollingUrl).toBe('/v1/run/echo?text=a%2Fb%25&times=2');
});

test.each(places)(
  'a text that ends in a slash is an argument under %s',
  async (_, __, options, asking) => {
    const { ask } = createApiWorld(options);

    const { status, body } = await ask('GET', '/v1/run/echo/a%2F', asking);

    expect([status, body.pollingUrl]).toEqual([202, '/v1/run/echo?text=a%2F&times=1']);
  },
);

test('every place and spelling of the same call shares one run', async () => {
  const { ask } = createApiWorld();

  const answers = await Promise.all(
    places.map(([, , , asking]) => ask('GET', '/v1/run/add/2/3', asking)),
  );

  expect(new Set(answers.map(({ body }) => body.taskId)).size).toBe(1);
});

test('no link is taken from Host', async () => {
  const { get } = createApiWorld();

  const { text, headers } = await get('/v1/run/add/2/3', { Host: 'evil.example' });

  expect(text + [...headers].join()).not.toContain('evil.example');
});

test('a path that begins with // leads no link to another host', async () => {
  const { handler } = createApiWorld();
  const event = restEvent('GET', '/v1/run/add/2/3', { basePath: '/' });

  const { statusCode, headers } = await handler(event);

  expect([statusCode, headers?.['location']]).toEqual([
    202,
    expect.stringMatching(/^\/v1\/tasks\//),
  ]);
});

test('Operation-Location is absolute, where it is known what the API is called', async () => {
  const { get, post } = createApiWorld({ publicUrl: 'https://www.example.org/coast' });

  const joined = await get('/v1/run/add/2/3');
  const begun = await post('/v1/tasks', { task: 'add', args: [2, 3] });

  for (const { headers, body } of [joined, begun]) {
    expect(headers.get('operation-location')).toBe(
      `https://www.example.org/coast/v1/tasks/${body.taskId}`,
    );
  }
});

test('a public URL that is none is refused at start', () => {
  expect(() => createApiWorld({ publicUrl: 'www.example.org' })).toThrow(/Invalid URL/);
});
