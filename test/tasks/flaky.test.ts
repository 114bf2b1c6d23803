import { expect, test } from 'vitest';
import { flaky } from '../../lambdas/tasks/flaky.ts';
import { fakeContext } from './fake-context.ts';

test.each([1, 2, 3])('attempt %i of flaky(3) fails', (attempt) => {
  const { context } = fakeContext({ attempt });

  expect(() => flaky.run({ failures: 3 }, context)).toThrow(`Attempt ${attempt} fails`);
});

test('the first attempt after the failures succeeds and returns its number', () => {
  const { context } = fakeContext({ attempt: 4 });

  expect(flaky.run({ failures: 3 }, context)).toBe(4);
});
