import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bindArgs } from '../../core/bind.ts';
import { argsLimitBytes } from '../../core/message.ts';
import { resultLimitBytes } from '../../core/layout.ts';
import { itemBytes } from '../../core/record-item.ts';
import { defineTask } from '../../core/task.ts';
import { utf8Bytes } from '../../core/utf8-bytes.ts';
import { createWorld, drain } from './world.ts';

/**
 * What SQS takes; 256 KiB until August 2025, which arguments beyond ASCII would not keep.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const messageLimitBytes = 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const itemLimitBytes = 400 * 1024;

const task = defineTask({
  name: `t${'-'.repeat(63)}`,
  params: { texts: z.array(z.string()) },
  run: () => 0,
});
const longestUrl = `/${'u'.repeat(2047)}`;

/** One byte and more; such as JSON escapes, by one character or by five; and such as SQS would replace. */
const characters = ['a', '"', '\\', '\n', '\u0001', '\u007f', 'é', '漢', '\ufffe', '😀'];

/** A text of a few characters, once or very often. */
const anyText = fc
  .tuple(
    fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(1, 100, 20_000),
  )
  .map(([text, times]) => text.join('').repeat(times));

/** A text as often as it fits into so many bytes of JSON, filled up to the last one. */
function filled(text: string, limitBytes: number, jsonOf: (texts: string[]) => string): string[] {
  const bytesOf = (texts: string[]) => utf8Bytes(jsonOf(texts));
  const each = bytesOf([text, text]) - bytesOf([text]);
  const count = Math.max(0, Math.floor((limitBytes - bytesOf([''])) / each));
  const texts = Array.from({ length: count }, () => text);
  return [...texts, 'a'.repeat(limitBytes - bytesOf([...texts, '']))];
}

describe('the largest that is accepted', () => {
  it('of arguments, whatever they hold, makes a message that SQS takes; a byte more is refused', async () => {
    const bound = (texts: string[]) => bindArgs(task, [texts], {});
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const world = createWorld();
        const texts = filled(text, argsLimitBytes, (some) => bound(some).json);
        const asked = { task, pollingUrl: longestUrl, checkRunning: false, bound: bound(texts) };

        await world.begin(asked);
        await world.begin(asked);

        const bodies = [await world.queue.receive(), await world.queue.receive()].map(
          (received) => received?.body ?? '',
        );
        const sizes = bodies.map(utf8Bytes);
        expect(bodies.some((body) => !body.includes('"expects":null'))).toBe(true);
        expect(Math.min(...sizes)).toBeGreaterThan(argsLimitBytes);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(messageLimitBytes);
        const more = { ...asked, bound: bound([...texts.slice(0, -1), `${texts.at(-1)}a`]) };
        await expect(world.begin(more)).rejects.toMatchObject({ code: 'too-large' });
      }),
      { numRuns: 10, examples: [['é'.repeat(20_000)], ['\u0001']] },
    );
  });

  it('of results and URLs, whatever they hold, makes items that DynamoDB takes', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const texts = filled(text, resultLimitBytes, (some) => JSON.stringify(some));
        const world = createWorld({ run: () => texts });
        await world.begin({ pollingUrl: longestUrl });

        await drain(world);

        const sizes = world.table.items().map(itemBytes);
        expect(await world.byUrl(longestUrl)).toMatchObject({ status: 'SUCCESS' });
        expect(sizes).toHaveLength(3);
        expect(Math.max(...sizes)).toBeGreaterThan(resultLimitBytes);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(itemLimitBytes);
      }),
      { numRuns: 10, examples: [['é'.repeat(20_000)], ['\u0001']] },
    );
  });
});
