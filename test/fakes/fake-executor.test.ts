import { expect, test } from 'vitest';
import { PermanentError } from '../../core/errors.ts';
import type { Progress } from '../../core/run.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeExecutor, type FakeRun } from './fake-executor.ts';

const job = { taskId: 't', task: 'add', args: '{"x":1}', attempt: 1 };

function execute(run: FakeRun) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const progress: Progress[] = [];
  const end = createFakeExecutor(clock, { add: run }).execute(job, {
    signal: controller.signal,
    onProgress: (shown) => progress.push(shown),
  });
  return { clock, controller, progress, end };
}

test('what a run returns is JSON text', async () => {
  const { end } = execute(async ({ args }) => ({ got: JSON.parse(args) }));

  expect(await end).toEqual({ kind: 'returned', json: '{"got":{"x":1}}' });
});

test.each([
  [new RangeError('too far'), { name: 'RangeError', message: 'too far' }, false],
  [new PermanentError('never'), { name: 'PermanentError', message: 'never' }, true],
  ['a string', { name: 'Error', message: 'a string' }, false],
])('what a run throws is its error (%s)', async (thrown, error, permanent) => {
  const { end } = execute(() => {
    throw thrown;
  });

  expect(await end).toEqual({ kind: 'threw', error, permanent });
});

test('a run that heeds its signal ends as it likes', async () => {
  const { end, controller } = execute(
    (_job, { signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'))),
  );

  controller.abort();

  expect(await end).toEqual({ kind: 'returned', json: '"stopped"' });
});

test('a run that is deaf to its signal is given up after 2 s and no longer heard', async () => {
  let speak = (_progress: Progress): void => undefined;
  const { end, controller, clock, progress } = execute((_job, { onProgress }) => {
    speak = onProgress;
    return new Promise(() => {});
  });
  speak({ current: 1, total: null, message: null });

  controller.abort();

  expect(await clock.runUntil(end)).toMatchObject({ kind: 'threw', permanent: false });
  expect(clock.monotonic()).toBe(2000);
  speak({ current: 2, total: null, message: null });
  expect(progress).toHaveLength(1);
});
