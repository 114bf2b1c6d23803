import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Progress } from '../../core/run.ts';
import { useThreads } from './thread-harness.ts';

test('a result that JSON cannot hold fails for good, naming the place', async () => {
  const { run } = useThreads();

  expect(await run('returns-nan')).toEqual({
    kind: 'threw',
    error: {
      name: 'InvalidResult',
      message: 'The task returned NaN at $.zones[1].area, which JSON cannot hold',
    },
    permanent: true,
  });
});

test('what a task throws is its error, and the stack of it is logged', async () => {
  const { run, lines } = useThreads();

  const end = await run('throws');

  expect(end).toEqual({
    kind: 'threw',
    error: { name: 'RangeError', message: 'out of range' },
    permanent: false,
  });
  expect(lines).toMatchObject([
    {
      event: 'task threw',
      fields: { task: 'throws', stack: expect.stringContaining('thread-tasks') },
    },
  ]);
});

test('a PermanentError is told as permanent', async () => {
  const { run } = useThreads();

  expect(await run('fails-for-good')).toMatchObject({
    kind: 'threw',
    error: { name: 'PermanentError', message: 'No such country' },
    permanent: true,
  });
});

test.for([
  ['exit', 'ProcessExit', 'code 3'],
  ['throw', 'RangeError', 'out of band'],
  ['throw text', 'NonError', 'just text'],
  ['rejection', 'RangeError', 'out of band'],
  ['later rejection', 'RangeError', 'out of band'],
] as const)(
  'a task that ends its thread by %s fails with the reason, and the next is not harmed',
  async ([how, name, message]) => {
    const { run } = useThreads();
    const before = await run('which-thread');

    const end = await run('misbehaves', { how });

    expect(end).toMatchObject({ kind: 'threw', error: { name }, permanent: false });
    expect(end).toHaveProperty('error.message', expect.stringContaining(message));
    const after = await run('which-thread');
    expect(after.kind).toBe('returned');
    expect(after).not.toEqual(before);
  },
);

test('a rejection that a task leaves behind as it returns is its own failure', async () => {
  const { run } = useThreads();

  const end = await run('leaves', { how: 'rejection' });

  expect(end).toMatchObject({ kind: 'threw', error: { message: 'out of band' } });
});

test('a task that leaves something open has its result, and its thread is not used again', async () => {
  const { run, lines } = useThreads();

  const end = await run('leaves', { how: 'interval' });

  expect(end.kind).toBe('returned');
  expect(lines).toMatchObject([{ event: 'thread dropped', fields: { leftOver: ['Timeout'] } }]);
  expect(await run('which-thread')).not.toEqual(end);
});

test('a hidden timer that throws between jobs harms none', async () => {
  const { run, lines } = useThreads();
  const end = await run('leaves', { how: 'hidden timer' });
  expect(end.kind).toBe('returned');

  await expect
    .poll(() => lines.map((line) => line.event), { timeout: 10_000 })
    .toContain('thread failed');

  const next = await run('which-thread');
  expect(next.kind).toBe('returned');
  expect(next).not.toEqual(end);
});

test('a hidden timer that throws while another job runs fails that attempt, and says nothing in its name', async () => {
  const { run, lines } = useThreads();
  const heard: Progress[] = [];
  await run('leaves', { how: 'hidden timer' });

  const end = await run('waits', {}, { onProgress: (said) => heard.push(said) });

  expect(end).toMatchObject({ kind: 'threw', error: { message: 'out of band' } });
  expect(heard).toEqual([]);
  expect(lines.map((line) => line.event)).toEqual(['task threw']);
});

test('a job whose warm thread falls before it has begun runs in a fresh one', async () => {
  const { run, lines } = useThreads();
  const directory = mkdtempSync(join(tmpdir(), 'thread-mischief-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'blocked');
  await run('leaves-blocker', { path });
  await expect.poll(() => existsSync(path), { interval: 5, timeout: 10_000 }).toBe(true);

  const end = await run('echo', { value: 'unharmed' });

  expect(end).toMatchObject({ kind: 'returned', json: expect.stringContaining('unharmed') });
  expect(lines).toMatchObject([{ event: 'thread failed', fields: { message: 'left behind' } }]);
});
