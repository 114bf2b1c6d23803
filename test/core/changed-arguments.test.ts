import { expect, it } from 'vitest';
import { createWorld, drain } from './world.ts';

it('a task that changes its arguments changes neither its next attempt nor what its URL stands for', async () => {
  const seen: string[] = [];
  const world = createWorld({
    run: (job) => {
      seen.push(job.args);
      job.args = '{"x":2}';
      if (job.attempt === 1) throw new Error('no');
      return 'done';
    },
  });
  await world.begin({ x: 1 });
  await drain(world);

  const again = await world.begin({ x: 1, reuse: true });

  expect(seen).toEqual(['{"x":1}', '{"x":1}']);
  expect(again.outcome).toBe('cached');
  await expect(world.begin({ x: 2 })).rejects.toMatchObject({ code: 'polling-url-in-use' });
});
