import { isInFlight, leaseUntilMs, millis, type Instant, type RunRecord } from '../../core/run.ts';
import { lostAfterMs, sendAgainMs, unknownTaskMs } from '../../core/times.ts';
import type { Broken } from './ledger.ts';
import { epoch, type Process } from './processes.ts';
import { same, type RunFacts } from './run-facts.ts';
import { sha256 } from './sha256.ts';

export interface TransitionPorts {
  now(): number;
  result(record: RunRecord): string | undefined;
  /** By how much clocks may differ before a lease is taken too early. */
  skewAllowedMs: number;
  /** Whether there are workers that do not know the task. */
  deployedLater: boolean;
  broken: Broken;
}

/** Holds each step of a run's record to the promises. */
export function createTransitions(ports: TransitionPorts) {
  const { now, result, skewAllowedMs, deployedLater, broken } = ports;
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
    if (record.cancelRequestedAt !== null && next.cancelRequestedAt === null) {
      broken('cancel holds', `${by.name} forgot that somebody asked to cancel ${run}`);
    }
    if (next.fence === record.fence) held(facts, record, next, by);
    else if (next.status === 'STARTED') claimed(facts, record, next, by);
    else if (leaseUntilMs(record) > latestOf(by)) {
      broken('fence grows', `${by.name} ended ${run}, which another holds`);
    }
    if (next.status === 'RETRY') waits(facts, next);
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
    if (next.status === 'STARTED' && leaseUntilMs(next) < leaseUntilMs(record)) {
      broken('lease grows', `${by.name} took back a part of its lease of ${next.run}`);
    }
  }

  function claimed(facts: RunFacts, record: RunRecord, next: RunRecord, by: Process): void {
    const until = record.claimableAt === null ? Infinity : millis(record.claimableAt);
    if (until > latestOf(by)) {
      broken('fence grows', `${by.name} claimed ${next.run} before its lease or backoff was over`);
    }
    if (ageMs(record.createdAt) > lostAfterMs + skewAllowedMs) {
      broken('one in flight', `${by.name} claimed ${next.run}, which reads as lost`);
    }
    facts.claimants.set(next.fence, by);
    if (record.cancelRequestedAt !== null) facts.idle.add(next.fence);
    if (next.attempt > facts.policy.retries + 1) {
      broken('attempts bounded', `${next.run} is at attempt ${next.attempt}`);
    }
  }

  /** Half of the first wait is the least. */
  function waits({ policy }: RunFacts, { run, startedAt, claimableAt }: RunRecord): void {
    const least = millis(startedAt ?? '') + policy.backoffSeconds * 500 - skewAllowedMs;
    if (claimableAt === null || millis(claimableAt) < least) {
      broken('attempts bounded', `${run} is tried again at ${claimableAt}, without its wait`);
    }
  }

  function ended(facts: RunFacts, next: RunRecord, by: Process): void {
    facts.terminalWrites += 1;
    facts.endedAt ??= now();
    const { run, status, fence } = next;
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
    const allowed = isTooOld(next, facts) || facts.permanent.has(fence);
    if (status === 'FAILURE' && next.attempt <= facts.policy.retries && !allowed) {
      broken('attempts bounded', `${run} was given up after attempt ${next.attempt}`);
    }
  }

  /** Given up for its age, and not before it has come to that by the clock that is ahead. */
  function isTooOld({ error, createdAt }: RunRecord, { sent }: RunFacts): boolean {
    const isAge = (since: Instant, mostMs: number) => ageMs(since) + skewAllowedMs >= mostMs;
    // A begin that was slow sends a message that is older than the run.
    const mayBeUnknown = () =>
      deployedLater && sent.some((message) => isAge(message.createdAt, unknownTaskMs));
    return (
      (error?.name === 'UnknownTask' && mayBeUnknown()) ||
      (error?.name === 'DeadLettered' && isAge(createdAt, sendAgainMs)) ||
      (error?.name === 'Lost' && isAge(createdAt, lostAfterMs))
    );
  }

  /** What its wall clock shows at most. */
  function latestOf({ mostSkewMs }: Process): number {
    return epoch + now() + mostSkewMs;
  }

  function ageMs(createdAt: Instant): number {
    return epoch + now() - millis(createdAt);
  }

  return moved;
}
