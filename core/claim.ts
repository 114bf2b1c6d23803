import { StoreFault } from './errors.ts';
import { headOf, ownItemOf, standsInHead } from './find.ts';
import { endUnheld } from './end-unheld.ts';
import type { Change, Guard } from './guard.ts';
import type { RunMessage } from './message.ts';
import { patiently } from './patiently.ts';
import type { Policy } from './policy.ts';
import type { Chance, Clock, Place, RunStore, WriteOutcome } from './ports.ts';
import { inFlight, instant, isInFlight, millis, type RunError, type RunRecord } from './run.ts';
import { isLost } from './seen.ts';
import { leaseMs, lostAfterMs } from './times.ts';
import { writeBegin } from './write-begin.ts';

/** The world as a claim sees it. */
export interface ClaimPorts {
  store: RunStore;
  clock: Clock;
  chance: Chance;
}

/** A run that this worker holds: its record as claimed, and where it stood then. */
export interface Held {
  record: RunRecord;
  place: Place;
  /** Monotonic time at which the claim, or the last good heartbeat, was sent: the lease counts from then. */
  sentAt: number;
}

/** What became of a claim. */
export type Claim =
  | { kind: 'claimed'; held: Held }
  /** Ended, or never to begin: the message has nothing left to say. */
  | { kind: 'over' }
  /** Another holds it, or its backoff is not over, until then (milliseconds since the epoch). */
  | { kind: 'held'; untilMs: number };

/** Every turn follows another's write; so many in a row mean a fault, not a race. */
const mostTurns = 20;

/**
 * Claims the run of a message where it stands: in the head, or, if it was replaced, in its own item. A head
 * that still names what the message expects was not written by its begin: then it is written here.
 *
 * The claim is tried before anything is read: most succeed at once. Only a strongly consistent look at the
 * head, then at the item, gives a message up; only one at the item, then at the head, claims the item.
 */
export async function claimRun(
  message: RunMessage,
  policy: Policy,
  ports: ClaimPorts,
): Promise<Claim> {
  const { store } = ports;
  const since = ports.clock.monotonic();
  const holder = ports.chance.id(8);
  const attempts = policy.retries + 1;
  let place = headOf(message.key);
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const { outcome, nowMs, sentAt } = await sendClaim(place, message.run, holder, attempts, ports);
    if (outcome.applied)
      return { kind: 'claimed', held: { record: outcome.record, place, sentAt } };
    const { record } = outcome;
    if (record?.run === message.run) {
      // A try of any turn was written, and its answer lost; the lease may count from the first.
      if (record.holder === holder)
        return { kind: 'claimed', held: { record, place, sentAt: since } };
      const refused = await afterRefusal(record, place, policy, nowMs, ports);
      if (refused !== undefined) return refused;
    } else if ((await store.read(ownItemOf(message), 'strong')) !== undefined) {
      place = (await standsInHead(store, message)) ? headOf(message.key) : ownItemOf(message);
    } else if ((record?.run ?? null) === message.expects) {
      await writeBegin(store, message, record, nowMs, policy);
    } else {
      return { kind: 'over' };
    }
  }
  throw new StoreFault(`Run ${message.run} changed ${mostTurns} times while it was claimed`);
}

/** Sends the claim until there is an answer: a lost one would otherwise spend an attempt in which nothing ran. */
async function sendClaim(
  place: Place,
  run: string,
  holder: string,
  attempts: number,
  { store, clock }: ClaimPorts,
): Promise<{ outcome: WriteOutcome; nowMs: number; sentAt: number }> {
  return patiently(clock, async () => {
    // In this order: a stop between the two brings its deadline forward, and never puts it off.
    const [sentAt, nowMs] = [clock.monotonic(), clock.now()];
    const [change, guard] = [claimChange(holder, nowMs), claimGuard(run, attempts, nowMs)];
    return { outcome: await store.update(place, change, guard), nowMs, sentAt };
  });
}

/** What a refused claim means; undefined where it is worth another try. */
async function afterRefusal(
  record: RunRecord,
  place: Place,
  policy: Policy,
  nowMs: number,
  { store }: ClaimPorts,
): Promise<Claim | undefined> {
  if (!isInFlight(record.status)) return { kind: 'over' };
  const untilMs = record.claimableAt === null ? 0 : millis(record.claimableAt);
  if (untilMs > nowMs) return { kind: 'held', untilMs };
  // What has been told to be lost, and may have been replaced, is not begun again by a message that was not.
  if (!isLost(record, nowMs) && record.attempt <= policy.retries) return undefined;
  await endUnheld(store, place, record, exhausted(record, policy), policy, nowMs);
  return undefined;
}

function exhausted({ attempt }: RunRecord, policy: Policy): RunError {
  return {
    name: 'AttemptsExhausted',
    message: `Attempt ${attempt} of ${policy.retries + 1} ended without a word: its worker died or was stopped`,
  };
}

function claimChange(holder: string, nowMs: number): Change {
  return {
    set: {
      status: 'STARTED',
      holder,
      claimableAt: instant(nowMs + leaseMs),
      startedAt: instant(nowMs),
      progress: null,
      error: null,
    },
    increment: ['fence', 'attempt'],
  };
}

function claimGuard(run: string, attempts: number, nowMs: number): Guard {
  return {
    run,
    statuses: inFlight,
    claimableBy: instant(nowMs),
    attemptBelow: attempts,
    createdAfter: instant(nowMs - lostAfterMs),
  };
}
