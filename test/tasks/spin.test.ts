import { expect, test } from 'vitest';
import { spin } from '../../lambdas/tasks/spin.ts';
import { fakeContext } from './fake-context.ts';

test('spin returns its rounds, without having paused, when its seconds are over', () => {
  const start = performance.now();

  const rounds = spin.run({ seconds: 0.05 }, fakeContext().context);

  expect(rounds).toBeGreaterThan(0);
  expect(performance.now() - start).toBeGreaterThanOrEqual(50);
});

test('spin is deaf to its signal', () => {
  const { context } = fakeContext({ signal: AbortSignal.abort(new Error('cancelled')) });

  expect(spin.run({ seconds: 0.01 }, context)).toBeGreaterThan(0);
});
