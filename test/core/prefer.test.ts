import { expect, test } from 'vitest';
import { parsePreferences } from '../../core/prefer.ts';

test.each([
  ['wait=10', 10, false],
  ['Wait = "10"', 10, false],
  ['respond-async, wait=10', 10, true],
  ['respond-async', null, true],
  ['wait=10; x=1, respond-async;y', 10, true],
  ['foo="a, wait=1; \\" wait=2", wait=3', 3, false],
  ['wait=0', 0, false],
  [',, wait=7 ,', 7, false],
  [undefined, null, false],
])('%j asks for a wait of %j, and %j for none', (prefer, waitSeconds, respondAsync) => {
  expect(parsePreferences(prefer)).toEqual({ waitSeconds, respondAsync });
});

test.each([
  ['wait=5, wait=10', 5],
  ['wait, wait=10', null],
  ['wait=soon, wait=10', null],
])('of %j the first one counts', (prefer, waitSeconds) => {
  expect(parsePreferences(prefer).waitSeconds).toBe(waitSeconds);
});

test.each(['wait', 'wait=', 'wait=""', 'wait=-1', 'wait=1.5', 'wait=1e1', '"wait=3', 'await=3'])(
  '%j asks for nothing',
  (prefer) => {
    expect(parsePreferences(prefer)).toEqual({ waitSeconds: null, respondAsync: false });
  },
);

test('a header that nobody means is read in no time', () => {
  const prefer = `${'wait=;"\\"'.repeat(20_000)},wait=3`;
  const startedAt = performance.now();

  parsePreferences(prefer);

  expect(performance.now() - startedAt).toBeLessThan(500);
});
