import { expect, it } from 'vitest';
import * as z from 'zod';
import { bugs } from '../planted/bugs.ts';
import { optionsOf } from '../planted/options.ts';
import { withPlanted } from '../planted/plant.ts';
import { runScript } from '../planted/program.ts';

const tally = z.object({
  commit: z.string(),
  failures: z.array(z.object({ violation: z.object({ promise: z.string() }) })).length(1),
});

it('a schedule that breaks a promise is told as short as it gets, and the same when it is played again', async () => {
  const [bug] = optionsOf(['head-before-message'], bugs).chosen;
  if (bug === undefined) throw new Error('It is planted no more');

  const { json, first, again } = await withPlanted(bug, async (folder) => {
    const simulate = (args: readonly string[]) =>
      runScript(folder, 'test/simulator/run.ts', [...args, '--jobs', '1']);
    const some = ['--seed', '1', '--schedules', '100'];
    const [json, first] = await Promise.all([simulate([...some, '--json']), simulate(some)]);
    return { json, first, again: await simulate(told(first.stdout).again.split(' ')) };
  });

  const { failures } = tally.parse(JSON.parse(json.stdout));
  const { story, promise, left, taken } = told(first.stdout);
  expect([json.code, first.code, again.code]).toEqual([1, 1, 1]);
  expect(promise).toBe(failures[0]?.violation.promise);
  expect(story).toContain(`BROKEN: ${promise}: `);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(taken);
  expect(told(again.stdout)).toEqual(told(first.stdout));
}, 60_000);

/** What is told of a schedule that broke a promise, below when and where it was played. */
function told(stdout: string) {
  const [, left, taken, story = '', promise = '', again = ''] =
    /as short as it gets \((\d+) of (\d+) choices\):\n(.*)\n\nBroken: (.*?)\. .*\nAgain: npm run simulate -- (.*)\n$/s.exec(
      stdout,
    ) ?? [];
  return { left: Number(left), taken: Number(taken), story, promise, again };
}
