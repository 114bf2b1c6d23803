import { expect, test } from 'vitest';
import { jobOf, useThreads } from './thread-harness.ts';

test('a task gets its arguments, task ID and attempt, and its result comes back as JSON text', async () => {
  const { executor } = useThreads();
  const value = { text: 'Māori \ud800', list: [1, null] };

  const end = await executor.execute(
    { taskId: 'k.r', task: 'echo', args: JSON.stringify({ value }), attempt: 3 },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );

  expect(end).toEqual({
    kind: 'returned',
    json: JSON.stringify({ value, taskId: 'k.r', attempt: 3 }),
  });
});

test('one thread is kept warm from job to job', async () => {
  const { run } = useThreads();

  const ends = [await run('which-thread'), await run('which-thread'), await run('which-thread')];

  expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  expect(ends[0]?.kind).toBe('returned');
});

test('jobs at the same time run in threads of their own, and later ones go on', async () => {
  const { run } = useThreads();

  const ends = await Promise.all([run('which-thread'), run('which-thread'), run('which-thread')]);

  expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(3);
  expect(ends).toContainEqual(await run('which-thread'));
});

test('a task that the thread does not know is told by name', async () => {
  const { run } = useThreads();

  expect(await run('constructor')).toEqual({
    kind: 'threw',
    error: { name: 'UnknownTask', message: 'There is no task "constructor"' },
    permanent: true,
  });
});

test('a thread that cannot be loaded ends the attempt with the reason', async () => {
  const { run, lines } = useThreads({
    threadUrl: new URL('./fixtures/thread-broken.ts', import.meta.url),
  });

  const end = await run('echo');

  expect(end).toEqual({
    kind: 'threw',
    error: { name: 'Error', message: 'the bundle is broken' },
    permanent: false,
  });
  expect(lines.map((line) => line.event)).toContain('thread failed');
});

test('what a task logs is logged with its names, whatever it is', async () => {
  const { run, lines } = useThreads();

  await run('logs');

  const names = { taskId: 'id-of-logs', task: 'logs', attempt: 1 };
  expect(lines).toEqual([
    { event: 'task says', fields: { ...names, message: 'a cell is done', fields: { cell: 3 } } },
    {
      event: 'task says',
      fields: { ...names, message: 'what JSON cannot hold', fields: '{ big: 1n }' },
    },
  ]);
});

test('a closed executor ends what runs and takes nothing more', async () => {
  const { executor, run } = useThreads();
  const running = run('waits');

  await executor.close();

  expect(await running).toMatchObject({ kind: 'threw', error: { name: 'ThreadEnded' } });
  await expect(executor.execute(jobOf('echo'), noAsk())).rejects.toThrow('closed');
});

function noAsk() {
  return { signal: new AbortController().signal, onProgress: () => undefined };
}
