import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskError } from '../../client/errors.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { createDirectWorld, createHttpsWorld, type ClientWorld } from './client-worlds.ts';
import { anyStep, type Step } from './steps.ts';

test('whatever is asked, the direct client answers and refuses as the one over HTTPS', async () => {
  const steps = fc.array(anyStep, { minLength: 4, maxLength: 20 });

  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const direct = await observe(createDirectWorld({ run }), given);
      const https = await observe(createHttpsWorld({ run }), given);

      expect(direct).toEqual(https);
    }),
  );
});

const run: FakeRun = async ({ args }, { signal, onProgress }) => {
  onProgress({ current: 1, total: 2, message: null });
  if (args.includes('fails')) throw new Error('It fails');
  if (!args.includes('forever')) return JSON.parse(args);
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
};

async function observe(world: ClientWorld, steps: readonly Step[]): Promise<unknown[]> {
  const seen: string[] = [];
  const observed: unknown[] = [];
  for (const { says, act } of steps) {
    const answer = await act(world, seen).catch(refusalOf);
    if (hasTaskId(answer)) seen.push(answer.taskId);
    observed.push([says, answer]);
  }
  return observed;
}

function refusalOf(error: unknown) {
  if (!(error instanceof TaskError)) throw error;
  const { name, code, message, status, run: spokenOf } = error;
  return { name, code, message, status, run: spokenOf };
}

function hasTaskId(answer: unknown): answer is { taskId: string } {
  return typeof answer === 'object' && answer !== null && 'taskId' in answer;
}
