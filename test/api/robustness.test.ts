import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApiWorld, type Answered } from './api-world.ts';

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE');
const text = fc.string({ unit: 'binary', maxLength: 12 });
const known = fc.constantFrom('add', 'echo', 'any', 'send-mail', '__proto__', 'constructor');
const segment = fc.oneof(
  known,
  text.map(encodeURIComponent),
  fc.constantFrom(
    '',
    '.',
    '..',
    '%',
    '%2F',
    '%00',
    '%FF',
    '%E2%82',
    '1',
    '-0',
    'null',
    '[[]]',
    'é',
  ),
);
const query = fc
  .array(
    fc.tuple(fc.oneof(fc.constantFrom('x', 'y', 'text', 'pollingUrl', '__proto__'), text), text),
  )
  .map((pairs) => new URLSearchParams(pairs).toString());
const target = fc
  .tuple(
    fc.constantFrom('/v1/run', '/v1/tasks', '/v1/status', '/v1/result', '/v1', ''),
    fc.array(segment, { maxLength: 5 }),
    query,
  )
  .map(([base, segments, asked]) => `/${[base.slice(1), ...segments].join('/')}?${asked}`);

const jsonValue = fc.jsonValue({ maxDepth: 4 });
const begin = fc.record(
  {
    task: fc.oneof({ weight: 4, arbitrary: known }, jsonValue),
    args: fc.oneof({ weight: 4, arbitrary: fc.array(jsonValue, { maxLength: 3 }) }, jsonValue),
    kwargs: fc.oneof(
      fc.dictionary(fc.constantFrom('x', 'y', 'text', '__proto__'), jsonValue),
      jsonValue,
    ),
    pollingUrl: fc.oneof(
      text,
      text.map((tail) => `/${tail}`),
      target,
      jsonValue,
    ),
    taskId: jsonValue,
    checkRunning: fc.oneof(fc.boolean(), jsonValue),
    cacheResults: fc.boolean(),
    reuse: fc.boolean(),
  },
  { requiredKeys: ['task'] },
);
const body = fc.oneof(
  begin.map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: 'binary' }),
);

test('no path, query or method makes the API fail', async () => {
  const { ask } = createApiWorld();

  await fc.assert(
    fc.asyncProperty(method, target, async (asked, at) => expectClear(await ask(asked, at))),
    { numRuns: 500 },
  );
});

test('no body makes the API fail', async () => {
  const { post } = createApiWorld();

  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      expectClear(await post('/v1/tasks', sent, { 'Content-Type': 'application/json' }));
    }),
    { numRuns: 500 },
  );
});

test('no header makes the API fail', async () => {
  const { get } = createApiWorld();
  const name = fc.constantFrom(
    'Accept',
    'Sec-Purpose',
    'Sec-Fetch-Site',
    'Content-Type',
    'X-ü',
    ' ',
  );

  await fc.assert(
    fc.asyncProperty(name, fc.string({ unit: 'binary' }), async (header, value) => {
      expectClear(await get('/v1/run/add/2/3', { [header]: value }));
    }),
  );
});

test('every text is an argument, by segment and by name, and both are one call', async () => {
  const { get } = createApiWorld();
  const argument = fc.string({ unit: 'binary', maxLength: 40 });

  await fc.assert(
    fc.asyncProperty(argument, async (value) => {
      const byName = await get(`/v1/run/echo?text=${encodeURIComponent(value)}`);
      const bySegment = await get(`/v1/run/echo/${encodeURIComponent(value)}`);

      expect(byName.status).toBe(202);
      if (value !== '') expect(bySegment.body.taskId).toBe(byName.body.taskId);
    }),
  );
});

/** An answer, or a refusal that says what was wrong; 504 is that of what may not begin. */
function expectClear({ status, headers, text: sent }: Answered): void {
  expect(headers.get('cache-control')).toMatch(/./);
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  if (status < 400) return;
  expect([...refusals]).toContain(status);
  if (sent !== '') expect(JSON.parse(sent).detail).toMatch(/./);
}

const refusals = new Set([400, 404, 405, 406, 409, 413, 414, 415, 422, 504]);
