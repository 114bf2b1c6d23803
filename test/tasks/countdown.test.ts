import { expect, test } from 'vitest';
import { countdown } from '../../lambdas/tasks/countdown.ts';
import { fakeContext } from './fake-context.ts';

test('countdown returns the seconds that it counted, and took no less', async () => {
  const { context } = fakeContext();
  const start = performance.now();

  const counted = await countdown.run({ seconds: 0.3 }, context);

  expect(counted).toBe(0.3);
  expect(performance.now() - start).toBeGreaterThanOrEqual(295);
});

test('the progress of countdown moves every 200 ms and reaches its total', async () => {
  const { context, said } = fakeContext();

  await countdown.run({ seconds: 0.5 }, context);

  expect(said.map(({ current, total }) => [current, total])).toEqual([
    [0, 0.5],
    [0.2, 0.5],
    [0.4, 0.5],
    [0.5, 0.5],
  ]);
});

test('countdown stops at once when its signal aborts, with the reason of the signal', async () => {
  const reason = new Error('cancelled');
  const stop = new AbortController();
  const { context, said } = fakeContext({ signal: stop.signal });
  const counting = countdown.run({ seconds: 600 }, context);

  stop.abort(reason);

  await expect(counting).rejects.toBe(reason);
  expect(said).toHaveLength(1);
});
