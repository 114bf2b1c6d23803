import { expect, test } from 'vitest';
import { processOf } from './process-harness.ts';

const unharmed = { end: { kind: 'returned', json: expect.any(String) }, threads: 1 };

test('a warm thread does not keep its process alive', async () => {
  const { ends } = await processOf(1024, ['which-thread', 'which-thread']);

  expect(ends).toEqual([unharmed, unharmed]);
});

test('nothing is left of a thread that was ended', async () => {
  const { ends } = await processOf(1024, ['spins-aloud']);

  expect(ends).toEqual([{ end: expect.objectContaining({ kind: 'threw' }), threads: 0 }]);
});

test.for(['fills-heap', 'fills-buffers'])(
  'a task that overflows memory (%s) fails with the limit, and the next is not harmed',
  async (task) => {
    const { ends } = await processOf(256, [task, 'which-thread']);

    expect(ends).toEqual([
      {
        end: {
          kind: 'threw',
          error: {
            name: 'OutOfMemory',
            message: expect.stringContaining('the function has 256 MB'),
          },
          permanent: false,
        },
        threads: 0,
      },
      unharmed,
    ]);
  },
);

test('what a task writes to the console is in the output of its process before its end is told', async () => {
  const { output } = await processOf(1024, ['logs', 'logs']);

  const written = 'written to the console\n';
  expect(output.replaceAll(/^\{.*$/gm, 'end')).toBe(`${written}end\n${written}end\n`);
});
