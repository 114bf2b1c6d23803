import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Change, Guard } from '../../core/guard.ts';
import { instant, statuses, type GoodResult, type RunRecord } from '../../core/run.ts';

/** A record of a key of its own. */
export function aRecord(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    key: `key-${randomUUID()}`,
    run: `run-${randomUUID()}`,
    task: 'add',
    digest: 'digest',
    status: 'PENDING',
    version: 1,
    fence: 0,
    attempt: 0,
    holder: null,
    claimableAt: instant(0),
    createdAt: '2030-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    cancelRequestedAt: null,
    freshUntil: null,
    staleUntil: null,
    staleIfErrorUntil: null,
    expiresAt: null,
    progress: null,
    error: null,
    url: null,
    urlAt: 'none',
    result: null,
    resultAt: 'none',
    etag: null,
    good: null,
    ...overrides,
  };
}

// Few values each, so that a guard often meets what it asks for.
const run = fc.constantFrom('run-a', 'run-b');
const status = fc.constantFrom(...statuses);
const few = fc.integer({ min: 0, max: 3 });
const time = fc.integer({ min: 0, max: 3 }).map((seconds) => instant(seconds * 1000));
const words = fc.string({ unit: 'grapheme', maxLength: 20 });

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const good: fc.Arbitrary<GoodResult> = fc.record({
  run,
  fence: few,
  at: fc.constantFrom('record', 'result'),
  etag: words,
  finishedAt: time,
  freshUntil: time,
  staleUntil: orNull(time),
  staleIfErrorUntil: orNull(time),
});

const changeable = {
  task: words,
  digest: words,
  status,
  holder: orNull(words),
  claimableAt: orNull(time),
  createdAt: time,
  startedAt: orNull(time),
  finishedAt: orNull(time),
  cancelRequestedAt: orNull(time),
  freshUntil: orNull(time),
  staleUntil: orNull(time),
  staleIfErrorUntil: orNull(time),
  expiresAt: orNull(time),
  progress: orNull(
    fc.record({ current: fc.integer(), total: orNull(fc.integer()), message: orNull(words) }),
  ),
  error: orNull(fc.record({ name: words, message: words })),
  url: orNull(words),
  urlAt: fc.constantFrom('none', 'record', 'url'),
  result: orNull(fc.json()),
  resultAt: fc.constantFrom('none', 'record', 'result'),
  etag: orNull(words),
  good: orNull(good),
} satisfies Record<string, fc.Arbitrary<unknown>>;

/** Records of one key. */
export function anyRecord(key: string): fc.Arbitrary<RunRecord> {
  return fc.record({
    key: fc.constant(key),
    run,
    version: few,
    fence: few,
    attempt: few,
    ...changeable,
  });
}

const absent = fc.constantFrom('required' as const, 'allowed' as const);
const guardOf = <T>(parts: { [P in keyof T]: fc.Arbitrary<T[P]> }) =>
  fc.record(parts, { requiredKeys: [] });

/** Mostly of few parts: of many, hardly one would hold. */
export const anyGuard: fc.Arbitrary<Guard> = fc.oneof(
  guardOf({ absent, run }),
  guardOf({ absent, version: few, versionBelow: few }),
  guardOf({ fence: few, statuses: fc.uniqueArray(status) }),
  guardOf({ statuses: fc.uniqueArray(status), claimableBy: time, attemptBelow: few }),
  guardOf({ statuses: fc.uniqueArray(status), claimableBy: time, createdAfter: time }),
  guardOf({ absent, run, version: few, fence: few, statuses: fc.uniqueArray(status) }),
);

export const anyChange: fc.Arbitrary<Change> = fc.record(
  {
    set: fc.record(changeable, { requiredKeys: [] }),
    increment: fc.uniqueArray(fc.constantFrom('fence', 'attempt')),
  },
  { requiredKeys: [] },
);
