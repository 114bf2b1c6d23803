import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../core/message.ts';
import { recordLimitBytes, withError, withProgress, withUrl } from '../../core/layout.ts';
import { parsePolicy } from '../../core/policy.ts';
import { recordBytes } from '../../core/record-item.ts';
import { instant, type RunRecord } from '../../core/run.ts';
import { settlementOf } from '../../core/settlement.ts';
import { writeBegin } from '../../core/write-begin.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';

const nowMs = Date.parse('2030-01-01T00:00:00.000Z');
const base64url = (length: number) => 'A'.repeat(length);

/** A head as large as its fixed fields can be: the longest task name, and an earlier result to point to. */
async function largestHead(url: string | null): Promise<RunRecord> {
  const store = createMemoryRunStore();
  const message = {
    key: base64url(43),
    expects: null,
    task: `t${'-'.repeat(63)}`,
    args: '{}',
    digest: base64url(43),
    url,
    createdAt: instant(nowMs),
    v: 1 as const,
  };
  const first = await writeBegin(
    store,
    { ...message, run: base64url(22) },
    undefined,
    nowMs,
    parsePolicy(),
  );
  if (first.record === undefined) throw new Error('not written');
  const policy = parsePolicy({ staleWhileRevalidateSeconds: 600, staleIfErrorSeconds: 900 });
  const at = { nowMs, fraction: 0.5, sha256 };
  const ended = settlementOf(first.record, { kind: 'returned', json: '1' }, policy, at).record;
  const head = { ...ended, fence: 999 };
  const next = { ...message, run: 'B'.repeat(22), expects: head.run };
  await store.put({ key: message.key, item: 'head' }, head, { absent: 'allowed' });
  const begun = await writeBegin(store, next, head, nowMs, parsePolicy());
  if (begun.record === undefined) throw new Error('not written');
  return begun.record;
}

const anyText = fc.string({ unit: 'binary', maxLength: 3000 });
const policy = parsePolicy({ retries: 100 });

describe('a head', () => {
  it('costs one write unit at every size of URL, progress, error and result', async () => {
    const sizes = fc.record({
      url: fc.option(fc.integer({ min: 1, max: 2047 }).map((length) => `/${'u'.repeat(length)}`)),
      progress: fc.record({
        current: fc.double({ noNaN: true }),
        total: fc.option(fc.double({ noNaN: true })),
        message: fc.option(anyText),
      }),
      error: fc.record({ name: anyText, message: anyText }),
      result: fc.oneof(
        anyText,
        fc.integer({ min: 0, max: 5000 }).map((n) => 'r'.repeat(n)),
      ),
      cancelled: fc.boolean(),
    });

    await fc.assert(
      fc.asyncProperty(sizes, async ({ url, progress, error, result, cancelled }) => {
        const begun = await largestHead(url);
        const started: RunRecord = {
          ...begun,
          status: 'STARTED',
          version: 99_999,
          fence: 101,
          attempt: 101,
          holder: base64url(11),
          claimableAt: instant(nowMs),
          startedAt: instant(nowMs),
          cancelRequestedAt: cancelled ? instant(nowMs) : null,
        };
        const at = { nowMs, fraction: 0.5, sha256 };
        const threw = (permanent: boolean) =>
          settlementOf(started, { kind: 'threw', error, permanent }, policy, at).record;
        const returned = { kind: 'returned', json: JSON.stringify(result) } as const;

        const records = [
          begun,
          started,
          withProgress(started, progress),
          threw(true),
          threw(false),
          settlementOf(started, returned, policy, at).record,
          settlementOf(started, { kind: 'cancelled' }, policy, at).record,
        ];

        for (const record of records) {
          expect(recordBytes(record)).toBeLessThanOrEqual(recordLimitBytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that its result fills has room left for a request to cancel', async () => {
    const begun = await largestHead(null);
    const at = { nowMs, fraction: 0.5, sha256 };
    const lengths = Array.from({ length: recordLimitBytes }, (_, length) => length);
    const settled = lengths.map((length) => {
      const ending = { kind: 'returned', json: JSON.stringify('r'.repeat(length)) } as const;
      return settlementOf({ ...begun, status: 'STARTED' }, ending, policy, at).record;
    });

    const sizes = settled
      .filter(({ resultAt }) => resultAt === 'record')
      .map((record) => recordBytes({ ...record, cancelRequestedAt: instant(nowMs) }));

    expect(sizes.length).toBeGreaterThan(100);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(recordLimitBytes);
  });

  it('holds its URL where there is room for it, and else beside it', async () => {
    const record = await largestHead(null);

    expect(withUrl(record, '/zone').record).toMatchObject({ urlAt: 'record', url: '/zone' });
    expect(withUrl(record, `/${'u'.repeat(2000)}`)).toMatchObject({
      record: { urlAt: 'url', url: null },
      spilled: `/${'u'.repeat(2000)}`,
    });
  });

  it('cuts a long error and a long message with …, between characters', async () => {
    const record = await largestHead(null);

    const { error } = withError(record, { name: 'Error', message: '😀'.repeat(500) });
    const { progress } = withProgress(record, { current: 1, total: 2, message: 'é'.repeat(100) });

    expect(error?.message).toMatch(/^(😀)+…$/u);
    expect(progress?.message).toMatch(/^é+…$/);
  });
});

describe('a message', () => {
  it.each(['', '{', 'null', '[]', '{"v":2}', '{"v":1}', '"text"'])(
    'that cannot be read (%s) is of an unknown shape, and says so',
    (body) => {
      expect(() => decodeMessage(body)).toThrow(/unknown shape/);
    },
  );

  it('of another version is of an unknown shape, though all else is there', () => {
    const todays = encodeMessage({
      key: base64url(43),
      run: base64url(22),
      expects: null,
      task: 'job',
      args: '{}',
      digest: base64url(43),
      url: null,
      createdAt: instant(nowMs),
    });

    expect(() => decodeMessage(todays)).not.toThrow();
    expect(() => decodeMessage(todays.replace('"v":1', '"v":2'))).toThrow(/unknown shape/);
  });
});
