import { headOf, ownItemOf } from './find.ts';
import { withUrl } from './layout.ts';
import type { RunMessage } from './message.ts';
import { servedMs, type Policy } from './policy.ts';
import type { RunStore, WriteOutcome } from './ports.ts';
import { instant, millis, type GoodResult, type RunRecord } from './run.ts';
import { goodResultOf } from './seen.ts';
import { servableUntilMs } from './stored.ts';
import { leastRecordMs, lostAfterMs } from './times.ts';

/**
 * Begins the run of a message by writing its head over the one that was read, on condition that it is still
 * that one. The begin does it, or a worker whose message's begin was not written: whoever is first.
 *
 * The head that is overwritten is copied to an item of its run's own before, so that its task ID goes on
 * answering and its worker goes on.
 */
export async function writeBegin(
  store: RunStore,
  message: RunMessage,
  head: RunRecord | undefined,
  nowMs: number,
  policy: Policy,
): Promise<WriteOutcome> {
  const { record, spilled } = withUrl(firstRecord(message, head, nowMs), message.url);
  if (spilled !== null) await store.putUrl(message.key, spilled, urlExpiry(record, policy));
  if (head === undefined) return store.put(headOf(message.key), record, { absent: 'required' });
  await store.put(ownItemOf(head), head, { absent: 'allowed', versionBelow: head.version });
  return store.put(headOf(message.key), record, { run: head.run, version: head.version });
}

function firstRecord(message: RunMessage, head: RunRecord | undefined, nowMs: number): RunRecord {
  const { key, run, task, digest, createdAt } = message;
  return {
    key,
    run,
    task,
    digest,
    status: 'PENDING',
    version: 1,
    fence: 0,
    attempt: 0,
    holder: null,
    // The epoch, not createdAt: a worker whose clock is behind the begin's claims it at once.
    claimableAt: instant(0),
    createdAt,
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
    good: head?.digest === digest ? inheritedGood(head, nowMs) : null,
  };
}

/** The last result that may still be served while the new run is at work. */
function inheritedGood(head: RunRecord, nowMs: number): GoodResult | null {
  const good = goodResultOf(head) ?? head.good;
  return servableUntilMs(good) > nowMs ? good : null;
}

/** No run that names this URL can be in flight, nor its record be there, after that. */
function urlExpiry({ createdAt, good }: RunRecord, policy: Policy): string {
  const keptMs = Math.max(leastRecordMs, servedMs(policy));
  const untilMs = millis(createdAt) + lostAfterMs + leastRecordMs + keptMs;
  return instant(Math.max(untilMs, servableUntilMs(good)));
}
