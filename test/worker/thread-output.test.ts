import { expect, test } from 'vitest';
import * as z from 'zod';
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
])(
  'all that a task logs at once is written, in its order, before its end is told',
  async (said) => {
    const { run, lines } = useThreads();

    const end = await run('logs-much', { ...said, pauses: false });

    expect(end.kind).toBe('returned');
    expect(numbersOf(lines)).toEqual(Array.from({ length: said.lines }, (_, at) => at));
  },
);

test('a task may write more to the console at once than its memory holds', async () => {
  const { ends, errorBytes } = await processOf(320, ['writes-much']);

  expect(ends).toMatchObject([{ end: { kind: 'returned' } }]);
  expect(errorBytes).toBe(3_200 * 65_537);
});

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
