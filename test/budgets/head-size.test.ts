import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PermanentError } from '../../core/errors.ts';
import { parseTaskId } from '../../core/key.ts';
import { recordLimitBytes } from '../../core/layout.ts';
import { itemBytes, type RecordItem } from '../../core/record-item.ts';
import { progressMs } from '../../core/times.ts';
import { pass, startWork } from './at-work.ts';
import { begin, endedRun, freshUrl } from './budget.ts';
import { createCountedStack, type CountedStack } from './counted-stack.ts';
import { startServices, type Services } from './services.ts';

let services: Services;

beforeAll(async () => {
  services = await startServices();
});

afterAll(() => services.close());

const anyText = fc.string({ unit: 'binary', maxLength: 3000 });

const anyRun = fc.record({
  urlBytes: fc.option(fc.integer({ min: 0, max: 2048 })),
  args: anyText,
  earlier: fc.boolean(),
  progress: fc.record({
    current: fc.double({ noNaN: true, noDefaultInfinity: true }),
    total: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    message: fc.option(anyText),
  }),
  cancelled: fc.boolean(),
  end: fc.oneof(
    fc.record({ result: anyText }),
    fc.record({ error: fc.record({ name: anyText, message: anyText, permanent: fc.boolean() }) }),
  ),
});

type Run = typeof anyRun extends fc.Arbitrary<infer T> ? T : never;

/** As much of everything as there may be. */
const fullest: Run = {
  urlBytes: 2048,
  args: 'a'.repeat(200_000),
  earlier: true,
  progress: { current: -Number.MAX_VALUE, total: -Number.MAX_VALUE, message: 'é'.repeat(100) },
  cancelled: true,
  end: { error: { name: 'E'.repeat(100), message: '\n'.repeat(2000), permanent: true } },
};

const newStack = () =>
  createCountedStack(services, {
    task: `t${'-'.repeat(63)}`,
    policy: { staleWhileRevalidateSeconds: 600, staleIfErrorSeconds: 900 },
  });

describe('a head in the table costs one write unit', () => {
  it('whatever a caller and a task give', async () => {
    const largest = { ...fullest, end: { result: 'r'.repeat(390_000) } };
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        expect(Math.max(...(await sizesOf(run)))).toBeLessThanOrEqual(recordLimitBytes);
      }),
      { numRuns: 15, examples: [[fullest], [largest]] },
    );
  });

  it.each([true, false])(
    'with the longest URL that it has room for (after an earlier run: %s)',
    async (earlier) => {
      const urlBytes = await mostOf(2048, async (bytes) => {
        const stack = newStack();
        const asked = { args: ['a'], pollingUrl: freshUrl(bytes) };
        if (earlier) await endedRun(stack, asked);
        const { taskId } = await begin(stack, asked);
        return 'url' in (await headOf(stack, taskId));
      });

      const sizes = await sizesOf({ ...fullest, earlier, urlBytes });

      expect(Math.max(...sizes)).toBeLessThanOrEqual(recordLimitBytes);
    },
  );

  it('with the largest result that it has room for', async () => {
    const run = { ...fullest, urlBytes: null, args: 'a', earlier: false };
    const withResult = (bytes: number) => ({ ...run, end: { result: 'r'.repeat(bytes) } });
    const bytes = await mostOf(2048, async (bytes) => {
      return 'result' in (await liveThrough(newStack(), withResult(bytes), () => undefined));
    });

    const sizes = await sizesOf(withResult(bytes));

    expect(Math.max(...sizes)).toBeLessThanOrEqual(recordLimitBytes);
  });
});

/** The largest number for which that holds, which is at least 0. */
async function mostOf(below: number, holds: (count: number) => Promise<boolean>): Promise<number> {
  let [most, tooMany] = [0, below];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (await holds(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/** The sizes of the run's head after each write. */
async function sizesOf(run: Run): Promise<number[]> {
  const sizes: number[] = [];
  await liveThrough(newStack(), run, (head) => sizes.push(itemBytes(head)));
  return sizes;
}

/** Returns the head as it is in the end. */
async function liveThrough(
  stack: CountedStack,
  run: Run,
  see: (head: RecordItem) => void,
): Promise<RecordItem> {
  const pollingUrl = run.urlBytes === null ? {} : { pollingUrl: freshUrl(run.urlBytes) };
  const asked = { args: [run.args], ...pollingUrl };
  if (run.earlier) await endedRun(stack, asked);
  const { taskId, urls } = await begin(stack, asked);
  const look = async () => see(await headOf(stack, taskId));
  await look();

  const atWork = await startWork(stack);
  await look();
  atWork.say(run.progress);
  await pass(stack, progressMs);
  await look();
  if (run.cancelled) await stack.post(urls.cancel);
  await look();
  await atWork.end(() => endAs(run.end));
  await look();
  return headOf(stack, taskId);
}

async function headOf({ readItem }: CountedStack, taskId: string): Promise<RecordItem> {
  const item = await readItem(parseTaskId(taskId)?.key ?? '', '@');
  if (item === undefined) throw new Error(`There is no head for ${taskId}`);
  return item;
}

function endAs(end: Run['end']): unknown {
  if ('result' in end) return end.result;
  const { name, message, permanent } = end.error;
  const thrown = permanent ? new PermanentError(message) : new Error(message);
  return Promise.reject(Object.defineProperty(thrown, 'name', { value: name }));
}
