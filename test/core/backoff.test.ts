import { expect, it } from 'vitest';
import { millis } from '../../core/run.ts';
import { createWorld, type WorldOptions } from './world.ts';

const backoffSeconds = 4;

/** How long after its first attempt has thrown, which took so long, the run may be claimed again, in milliseconds. */
async function waitAfter(attemptMs: number, options: WorldOptions = {}): Promise<number> {
  let threwAt = 0;
  const world = createWorld({
    ...options,
    policy: { backoffSeconds },
    run: async () => {
      await world.clock.sleep(attemptMs);
      threwAt = world.clock.now();
      throw new Error('no');
    },
  });
  await world.begin();
  await world.work();
  const { status, claimableAt } = await world.byUrl();
  expect(status).toBe('RETRY');
  return millis(claimableAt ?? '') - threwAt;
}

it('a backoff is counted from the end of the attempt that failed, however long that took', async () => {
  for (const attemptMs of [0, 5_000, 60_000]) {
    const waitMs = await waitAfter(attemptMs);

    expect(waitMs).toBeGreaterThanOrEqual(backoffSeconds * 500);
    expect(waitMs).toBeLessThanOrEqual(backoffSeconds * 1000);
  }
});

it('the backoffs of runs that failed together are spread over half of the time', async () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed + 1);

  const waits = await Promise.all(seeds.map((seed) => waitAfter(0, { seed })));

  expect(Math.min(...waits)).toBeGreaterThanOrEqual(backoffSeconds * 500);
  expect(Math.min(...waits)).toBeLessThan(backoffSeconds * 550);
  expect(Math.max(...waits)).toBeGreaterThan(backoffSeconds * 950);
  expect(Math.max(...waits)).toBeLessThanOrEqual(backoffSeconds * 1000);
});
