import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AttemptEnd } from '../../core/ports.ts';
import { useThreads } from './thread-harness.ts';

const timedOut = { name: 'TimeoutError', message: 'The attempt took longer than 1 s' };
const threwTimedOut: AttemptEnd = { kind: 'threw', error: timedOut, permanent: false };

test.for(['spins', 'waits'])('a task that %s is ended after the grace', async (task) => {
  const { run } = useThreads({ graceMs: 50 });
  const { signal, abort } = aborting();

  const end = run(task, {}, { signal });
  setTimeout(abort, 100);

  expect(await end).toEqual(threwTimedOut);
  expect(await run('echo', { value: 1 })).toMatchObject({ kind: 'returned' });
});

test('a task that heeds its signal ends by its own word, and its thread stays', async () => {
  const { run } = useThreads({ graceMs: 60_000 });
  const thread = await run('which-thread');
  const throwing = aborting();
  const returning = aborting();

  const threw = await run('heeds', { by: 'throwing' }, { ...throwing, onProgress: throwing.abort });
  const returned = await run(
    'heeds',
    { by: 'returning' },
    { ...returning, onProgress: returning.abort },
  );

  expect(threw).toEqual(threwTimedOut);
  expect(returned).toEqual({
    kind: 'returned',
    json: '"TimeoutError: The attempt took longer than 1 s"',
  });
  expect(await run('which-thread')).toEqual(thread);
});

test('a job whose signal is aborted already never begins', async () => {
  const { run, lines } = useThreads();
  const { signal, abort } = aborting();
  abort();

  const end = await run('logs', {}, { signal });

  expect(end).toEqual(threwTimedOut);
  expect(lines).toEqual([]);
});

test('a signal aborted without a reason is told as an AbortError', async () => {
  const { run } = useThreads();

  const end = await run('echo', {}, { signal: AbortSignal.abort() });

  expect(end).toMatchObject({ kind: 'threw', error: { name: 'AbortError' }, permanent: false });
});

test('a task stuck in a child process is given up, though its thread ends only with it', async () => {
  const { run, executor } = useThreads({ graceMs: 10 });
  const directory = scratch();
  const [began, last] = [join(directory, 'began'), join(directory, 'end')];
  const { signal, abort } = aborting();
  const running = run('waits-for-process', { began, end: last }, { signal });
  await expect.poll(() => existsSync(began), { timeout: 10_000 }).toBe(true);

  abort();

  expect(await running).toEqual(threwTimedOut);
  writeFileSync(last, '');
  await executor.close();
});

function aborting() {
  const controller = new AbortController();
  const reason = Object.assign(new Error(timedOut.message), { name: timedOut.name });
  return { signal: controller.signal, abort: () => controller.abort(reason) };
}

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'thread-abort-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}
