import { expect, test } from 'vitest';
import type { Progress } from '../../core/run.ts';
import { useThreads } from './thread-harness.ts';

test('a task that says its progress a million times is heard now and then, and to the end', async () => {
  const { run } = useThreads();
  const heard: Progress[] = [];
  const start = performance.now();

  const end = await run('counts-up', { to: 1_000_000 }, { onProgress: (said) => heard.push(said) });

  const most = 2 + (performance.now() - start) / 100;
  expect(end.kind).toBe('returned');
  expect(heard.length).toBeLessThanOrEqual(most);
  expect(heard[0]).toEqual({ current: 1, total: 1_000_000, message: null });
  expect(heard.at(-1)).toEqual({ current: 1_000_000, total: 1_000_000, message: null });
});

test('the progress of a task that never pauses is heard while it runs', async () => {
  const { run } = useThreads({ graceMs: 10 });
  const controller = new AbortController();
  const heard: number[] = [];
  const onProgress = ({ current }: Progress) => {
    if (heard.push(current) === 3) controller.abort();
  };

  const end = await run('spins-aloud', {}, { signal: controller.signal, onProgress });

  expect(end).toMatchObject({ kind: 'threw', error: { name: 'AbortError' } });
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
});

test('progress said right after another is heard though nothing follows', async () => {
  const { run } = useThreads({ graceMs: 10 });
  const controller = new AbortController();
  const heard: number[] = [];
  const onProgress = ({ current }: Progress) => {
    if (heard.push(current) === 2) controller.abort();
  };

  await run('says-two', {}, { signal: controller.signal, onProgress });

  expect(heard).toEqual([1, 2]);
});

test('what is no progress is ignored and logged once; a long message is cut', async () => {
  const { run, lines } = useThreads();
  const heard: Progress[] = [];

  const end = await run('says-wrong', { times: 1000 }, { onProgress: (said) => heard.push(said) });

  expect(end.kind).toBe('returned');
  expect(heard).toEqual([{ current: 1, total: null, message: `${'x'.repeat(499)}…` }]);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.fields['message']).toContain('progress ignored');
});

test('nothing is heard of a job once it has ended', async () => {
  const { run } = useThreads({ graceMs: 10 });
  const controller = new AbortController();
  let heard = 0;
  const onProgress = () => {
    heard += 1;
    controller.abort();
  };

  await run('spins-aloud', {}, { signal: controller.signal, onProgress });

  const atEnd = heard;
  await run('counts-up', { to: 1000 });
  expect(heard).toBe(atEnd);
});
