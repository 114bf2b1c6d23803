import { clockSkewMs, onceMs } from '../../core/begin-once.ts';
import { recordLimitBytes } from '../../core/layout.ts';
import { decodeMessage } from '../../core/message.ts';
import type { AttemptEnd, Job, Place } from '../../core/ports.ts';
import { parseTaskId } from '../../core/key.ts';
import type { Policy } from '../../core/policy.ts';
import { recordBytes } from '../../core/record-item.ts';
import { isInFlight, millis, type RunRecord } from '../../core/run.ts';
import { leaseMs, lostAfterMs } from '../../core/times.ts';
import { epoch, type Process } from './processes.ts';
import type { PromiseName } from './promises.ts';
import { fenceOf, haveOneSender, newFacts, runOf, type RunFacts, type Sent } from './run-facts.ts';
import type { Written } from './table.ts';
import { createTransitions } from './transitions.ts';

export interface LedgerPorts {
  now(): number;
  look(place: Place): RunRecord | undefined;
  result(record: RunRecord): string | undefined;
  /** Whether messages were taken away by somebody, which frees the system of its word. */
  purged(): boolean;
  /** By how much clocks may differ. */
  skewAllowedMs: number;
  deployedLater: boolean;
  broken: Broken;
}

/** Told of a promise that was broken. */
export type Broken = (promise: PromiseName, how: string) => void;

/** Watches everything and holds it to the promises, at every step. */
export function createLedger(ports: LedgerPorts) {
  const { now, look, purged, skewAllowedMs, broken } = ports;
  const runs = new Map<string, RunFacts>();
  const moved = createTransitions(ports);
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
    const facts = runs.get(after.run);
    if (facts === undefined)
      return broken('message or lease', `${after.run} began without a message`);
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
    for (const other of runs.values()) {
      if (other === facts || other.order === 0) continue;
      const both = `${other.message.run} and ${run} were begun`;
      if (haveOneSender(facts, other)) broken('one begin, one run', `${both} by one begin`);
      if (isOf(facts.request, other)) broken('one request, one run', `${both} by ${facts.request}`);
    }
    facts.record = after;
    begins += 1;
    facts.order = begins;
    facts.begunAt = now();
  }

  /** Whether that request has begun that run, and still leads to it by any clock there is. */
  function isOf(request: string | null, { request: its, order, record }: RunFacts): boolean {
    if (request === null || request !== its || order === 0 || record === undefined) return false;
    // Clocks that are minutes apart do not agree on the day.
    if (skewAllowedMs > clockSkewMs) return false;
    return epoch + now() + skewAllowedMs < millis(record.createdAt) + onceMs;
  }

  /** The head of one run is overwritten by another's. */
  function replaced(before: RunRecord, next: RunFacts): void {
    const old = factsOf(before.run);
    const age = epoch + now() - millis(before.createdAt);
    const forced = next.sent.some(({ forced, expects }) => forced && expects === before.run);
    if (isInFlight(before.status) && !forced && age < lostAfterMs - skewAllowedMs) {
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

  return {
    runs,
    factsOf,
    isOf,
    onWrite,
    /** A write that was refused. */
    onRefusal(by: Process, place: Place, found: RunRecord | undefined): void {
      const run = place.item === 'run' ? place.run : found?.run;
      const facts = run === undefined ? undefined : runs.get(run);
      if (facts !== undefined && fenceOf(facts, by) !== undefined) zombieWrites += 1;
    },
    zombieWrites: () => zombieWrites,
    /** A run has one message for each time that its request is sent; what is known of it stays. */
    onSend(body: string, policy: Policy, sent: Sent): void {
      const message = decodeMessage(body);
      const facts = runs.get(message.run) ?? newFacts(message, sent.request, policy);
      runs.set(message.run, facts);
      const { expects, createdAt } = message;
      facts.sent.push({ ...sent, expects, createdAt });
      const { key, digest, url } = facts.message;
      if (message.key !== key || message.digest !== digest || message.url !== url) {
        broken('one request, one run', `${sent.by} sent another run of the name ${message.run}`);
      }
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
      if (facts.starts > facts.policy.retries + 1) {
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
    onEnd(by: Process, job: Job, end: AttemptEnd): void {
      const facts = factsOfTask(job);
      const fence = fenceOf(facts, by);
      if (fence === undefined) return;
      if (end.kind === 'returned') facts.returned.set(fence, end.json);
      else if (end.permanent) facts.permanent.add(fence);
    },
    /** A worker takes its run for lost, because its settle was refused. */
    onFenceLost(by: Process, run: string): void {
      // A clock that is set back by more than a lease lets an earlier claim of one's own over the later one.
      if (skewAllowedMs > leaseMs) return;
      const { record, claimants } = factsOf(run);
      if (record !== undefined && claimants.get(record.fence) === by) {
        broken('holder is believed', `${by.name} was told that it has lost ${run}`);
      }
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
