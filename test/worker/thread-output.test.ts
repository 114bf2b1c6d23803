import { expect, test } from 'vitest';
import * as z from 'zod';
import { muchBytes } from './fixtures/write-much.ts';
import { processOf } from './process-harness.ts';
import { useThreads } from './thread-harness.ts';

const timedOut = { name: 'TimeoutError', message: 'The attempt took longer than 1 s' };
const threwTimedOut = { kind: 'threw', error: timedOut, permanent: false };

test('a task that logs without end leaves the worker its turns, and is ended at its time-out', async () => {
  const { ending, lines } = await stopWhileLogging({ pauses: false, graceMs: 10 });

  expect(await ending).toEqual(threwTimedOut);
  expect(numbersOf(lines)).toEqual(numbersOf(lines).map((_, at) => at));
});

test('a task that logs without end and heeds its signal is reached by it', async () => {
  const { ending, lines } = await stopWhileLogging({ pauses: true, graceMs: 60_000 });

  expect(await ending).toEqual(threwTimedOut);
  expect(numbersOf(lines)).toEqual(numbersOf(lines).map((_, at) => at));
});

test.for([
  { lines: 20_000, text: '' },
  { lines: 3, text: 'larger than all that may wait'.repeat(10_000) },
])('all that a task logs at once is there, in its order, before its end is told', async (said) => {
  const { run, lines } = useThreads();

  const end = await run('logs-much', { ...said, pauses: false });

  expect(end.kind).toBe('returned');
  expect(numbersOf(lines)).toEqual(Array.from({ length: said.lines }, (_, at) => at));
});

test('all that a task writes to the console at once is written, in its order, before its end is told', async () => {
  const { output } = await processOf(1024, ['writes-lines']);

  const written = Array.from({ length: 3_000 }, (_, line) => `line ${line}`);
  expect(output.split('\n').slice(0, -2)).toEqual(written);
});

test.for([
  ['a task', 'writes-much', './thread-entry.ts', 0],
  ['a task whose stream was corked', 'writes-corked', './thread-entry.ts', 12],
  ['a module that is loaded', 'echo', './thread-loud.ts', 0],
] as const)(
  '%s may write more to the console at once than its memory holds',
  async ([_, task, entry, moreBytes]) => {
    const { ends, errorBytes } = await processOf(320, [task], entry);

    expect(ends).toMatchObject([{ end: { kind: 'returned' } }]);
    expect(errorBytes).toBe(muchBytes + moreBytes);
  },
);

/** A task that logs without end, asked to stop when the worker's own thread has had fifty turns meanwhile. */
async function stopWhileLogging({ pauses, graceMs }: { pauses: boolean; graceMs: number }) {
  const { run, lines } = useThreads({ graceMs });
  const controller = new AbortController();
  const ending = run('logs-much', { lines: null, text: '', pauses }, controller);
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((next) => setTimeout(next, 1));
  controller.abort(Object.assign(new Error(timedOut.message), { name: timedOut.name }));
  return { ending, lines };
}

const counted = z.object({ fields: z.object({ line: z.number() }) });

function numbersOf(lines: readonly { event: string; fields: unknown }[]): number[] {
  const said = lines.filter(({ event }) => event === 'task says');
  return said.map(({ fields }) => counted.parse(fields).fields.line);
}
