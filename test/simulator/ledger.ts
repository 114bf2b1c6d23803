import { recordBytes, recordLimitBytes } from '../../core/layout.ts';
import { decodeMessage } from '../../core/message.ts';
import type { Job, Place } from '../../core/ports.ts';
import { parseTaskId } from '../../core/key.ts';
import { isInFlight, millis, type RunRecord } from '../../core/run.ts';
import { lostAfterMs } from '../../core/times.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { epoch, type Process } from './processes.ts';
import type { PromiseName } from './promises.ts';
import { fenceOf, newFacts, runOf, same, type RunFacts } from './run-facts.ts';
import type { Written } from './table.ts';

export interface LedgerPorts {
  now(): number;
  look(place: Place): RunRecord | undefined;
  result(record: RunRecord): string | undefined;
  /** Whether messages were taken away by somebody, which frees the system of its word. */
  purged(): boolean;
  broken: Broken;
}

/** Told of a promise that was broken. */
export type Broken = (promise: PromiseName, how: string) => void;

/** Watches everything and holds it to the promises, at every step. */
export function createLedger({ now, look, result, purged, broken }: LedgerPorts) {
  const runs = new Map<string, RunFacts>();
  let begins = 0;
  let zombieWrites = 0;

  function factsOf(run: string): RunFacts {
    const facts = runs.get(run);
    if (facts === undefined) throw new Error(`Nobody has begun ${run}`);
    return facts;
  }

  function factsOfTask({ taskId }: Job): RunFacts {
    return factsOf(parseTaskId(taskId)?.run ?? taskId);
  }

  function onWrite({ by, place, whole, before, after }: Written): void {
    // It grows by texts alone: its URL at first, then progress, error and result.
    const text = before === undefined ? after.url : (after.result ?? after.error ?? after.progress);
    if (text !== null && recordBytes(after) > recordLimitBytes) {
      broken('fits', `${recordBytes(after)} bytes in one item`);
    }
    const facts = factsOf(after.run);
    if (place.item === 'run') {
      const head = look({ key: place.key, item: 'head' });
      if (head?.run !== after.run) moved(facts, after, by);
      // A copy counts once the head is another's.
      else if (!whole) broken('one place', `${by.name} changed the copy of ${after.run}`);
      return;
    }
    if (before?.run === after.run) return moved(facts, after, by);
    if (before !== undefined) replaced(before, facts);
    begun(facts, after, by);
  }

  function begun(facts: RunFacts, after: RunRecord, by: Process): void {
    const { run } = after;
    if (facts.record !== undefined)
      broken('begins once', `${by.name} put ${run} into the head again`);
    if (facts.messages === 0 && !purged())
      broken('message or lease', `${run} began without a message`);
    if (after.digest !== facts.message.digest) broken('own result', `${run} has another's digest`);
    facts.record = after;
    begins += 1;
    facts.order = begins;
  }

  /** The head of one run is overwritten by another's. */
  function replaced(before: RunRecord, next: RunFacts): void {
    const old = factsOf(before.run);
    const age = epoch + now() - millis(before.createdAt);
    if (isInFlight(before.status) && !next.forced && age < lostAfterMs - skewAllowedMs) {
      broken(
        'one in flight',
        `${next.message.run} replaced ${before.run}, which is ${before.status}`,
      );
    }
    const copy = look({ key: before.key, item: 'run', run: before.run });
    if (copy === undefined || copy.version < before.version) {
      broken('found by both', `${before.run} left the head without its copy`);
    }
    old.record = copy;
  }

  function moved(facts: RunFacts, next: RunRecord, by: Process): void {
    const { record } = facts;
    const { run } = next;
    facts.record = next;
    if (record === undefined) {
      // Its item is there before it ever was in the head.
      return broken('begins once', `${by.name} wrote an item of ${run}, which has not begun`);
    }
    if (next.version === record.version && same(record, next)) return;
    if (next.version <= record.version) broken('fence grows', `an old record of ${run} came back`);
    if (next.fence < record.fence) broken('fence grows', `the fence of ${run} fell`);
    if (!isInFlight(record.status)) {
      broken('ends once', `${by.name} wrote to ${run} after it ended as ${record.status}`);
    }
    if (next.fence === record.fence) held(facts, record, next, by);
    else if (next.status === 'STARTED') claimed(facts, record, next, by);
    if (!isInFlight(next.status)) ended(facts, next, by);
  }

  /** A write under a fence that is there: only its holder's, but for a request to cancel. */
  function held(facts: RunFacts, record: RunRecord, next: RunRecord, by: Process): void {
    const asked: RunRecord = {
      ...record,
      version: next.version,
      cancelRequestedAt: next.cancelRequestedAt,
    };
    if (same(asked, next) && record.status === 'STARTED') return;
    if (facts.claimants.get(record.fence) !== by) {
      broken('fence grows', `${by.name} wrote to ${next.run} without its fence ${record.fence}`);
    }
    if (record.status !== 'STARTED') {
      broken('fence grows', `${by.name} wrote to ${next.run}, which nobody holds`);
    }
  }

  function claimed(facts: RunFacts, record: RunRecord, next: RunRecord, by: Process): void {
    const until = record.claimableAt === null ? Infinity : millis(record.claimableAt);
    if (until > epoch + now() + skewAllowedMs) {
      broken('fence grows', `${by.name} claimed ${next.run} before its lease or backoff was over`);
    }
    facts.claimants.set(next.fence, by);
    if (record.cancelRequestedAt !== null) facts.idle.add(next.fence);
    if (next.attempt > facts.retries + 1) {
      broken('attempts bounded', `${next.run} is at attempt ${next.attempt}`);
    }
  }

  function ended(facts: RunFacts, next: RunRecord, by: Process): void {
    facts.terminalWrites += 1;
    const { run, status, fence, error } = next;
    if (facts.terminalWrites > 1) broken('ends once', `${by.name} ended ${run} again`);
    if (status === 'REVOKED' && !facts.cancelAsked) {
      broken('cancel holds', `${run} is REVOKED, and nobody asked`);
    }
    if (status === 'SUCCESS') {
      const json = result(next);
      const own = facts.returned.get(fence);
      if (json === undefined || json !== own)
        broken('own result', `${run} has a result of another attempt`);
      if (json !== undefined && next.etag !== sha256(json))
        broken('own result', `the ETag of ${run} is wrong`);
    }
    const early =
      status === 'FAILURE' && next.attempt <= facts.retries && error?.name === 'AttemptsExhausted';
    if (early) broken('attempts bounded', `${run} was given up after attempt ${next.attempt}`);
  }

  return {
    runs,
    factsOf,
    onWrite,
    /** A write that was refused. */
    onRefusal(by: Process, place: Place, found: RunRecord | undefined): void {
      const run = place.item === 'run' ? place.run : found?.run;
      const facts = run === undefined ? undefined : runs.get(run);
      if (facts !== undefined && fenceOf(facts, by) !== undefined) zombieWrites += 1;
    },
    zombieWrites: () => zombieWrites,
    onSend(body: string, forced: boolean, retries: number): void {
      const message = decodeMessage(body);
      runs.set(message.run, newFacts(message, forced, retries));
    },
    onAdd(body: string): void {
      factsOf(runOf(body)).messages += 1;
    },
    onGone(body: string): void {
      const run = runOf(body);
      const facts = factsOf(run);
      facts.messages -= 1;
      if (facts.messages > 0 || purged()) return;
      const { record } = facts;
      if (record === undefined ? facts.accepted : isInFlight(record.status)) {
        broken(
          'message or lease',
          `the last message of ${run} is gone, which is ${record?.status ?? 'nowhere'}`,
        );
      }
    },
    onStart(by: Process, job: Job): void {
      const facts = factsOfTask(job);
      const { run, args } = facts.message;
      facts.starts += 1;
      if (facts.starts > facts.retries + 1) {
        broken('attempts bounded', `${run} was started ${facts.starts} times`);
      }
      if (job.args !== args) broken('own result', `${run} was started with other arguments`);
      const fence = fenceOf(facts, by);
      if (fence === undefined || facts.idle.has(fence)) {
        broken(
          'cancel holds',
          `${by.name} started ${run} without a claim, or after it was cancelled`,
        );
      }
    },
    onReturn(by: Process, job: Job, json: string): void {
      const facts = factsOfTask(job);
      const fence = fenceOf(facts, by);
      if (fence !== undefined) facts.returned.set(fence, json);
    },
    onAccept(run: string): void {
      const facts = factsOf(run);
      facts.accepted = true;
      if (facts.record === undefined)
        broken('found by both', `${run} was accepted, and is nowhere`);
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;

/** By how much clocks may differ before a lease is taken too early. */
const skewAllowedMs = 4_100;
