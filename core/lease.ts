import { updateRun } from './find.ts';
import type { Held } from './claim.ts';
import { withProgress } from './layout.ts';
import type { Clock, Delivery, Log, RunStore } from './ports.ts';
import { instant, leaseUntilMs, type Progress } from './run.ts';
import { deadlineMarginMs, heartbeatMs, leaseMs, progressMs } from './times.ts';

/** The world as a heartbeat sees it. */
export interface LeasePorts {
  store: RunStore;
  clock: Clock;
  log: Log;
}

/** What an attempt is asked, and what it is told. */
export interface LeaseEvents {
  /** The progress to write, or null before there is any. */
  progress(): Progress | null;
  /** The run is no longer this worker's: nothing more may be written for it. */
  onLost(): void;
  /** Somebody asked to cancel the run. */
  onCancel(): void;
}

/** A lease that is kept until its attempt has ended. */
export interface Lease {
  /** Where the run stands now: another place than at the claim, once it was replaced. */
  held(): Held;
  /** Monotonic time past which nothing may be written. */
  deadline(): number;
  /** Ends when the signal has aborted and no call is under way any more. */
  done: Promise<void>;
}

/** Monotonic time past which the holder writes nothing more: its lease may lapse while a call is under way. */
export function deadlineOf(held: Held): number {
  return held.sentAt + leaseMs - deadlineMarginMs;
}

/**
 * Keeps a run while its task works: extends the lease and the message's visibility, writes progress that has
 * changed, and brings back a request to cancel. A beat that fails is tried again by the next one; the deadline
 * is counted from the moment at which the last good one was sent. One between two heartbeats, for progress, leaves
 * the visibility as it is: a message that comes before its lease has lapsed is given back.
 */
export function keepLease(
  first: Held,
  delivery: Delivery,
  events: LeaseEvents,
  stopped: AbortSignal,
  { store, clock, log }: LeasePorts,
): Lease {
  let held = first;
  let lastHeartbeat = first.sentAt;
  /** Monotonic time from which the lease in the record counts, or a later one where that is not known. */
  let leasedAt = clock.monotonic();
  let written = 'null';
  let lost = false;

  const deadline = () => deadlineOf(held);
  const lose = () => {
    lost = true;
    events.onLost();
  };

  /** Where the wall clock was set back since the last good beat, the lease grows by the other one. */
  const leaseUntil = (sentAt: number) =>
    Math.max(clock.now() + leaseMs, leaseUntilMs(held.record) + sentAt - leasedAt);

  async function beat(progress: Progress | null, due: boolean): Promise<void> {
    const sentAt = clock.monotonic();
    if (due) lastHeartbeat = sentAt;
    const claimableAt = instant(leaseUntil(sentAt));
    const fitted = progress === null ? held.record : withProgress(held.record, progress);
    const { record, place } = held;
    const update = await updateRun(
      store,
      record,
      place,
      { set: { claimableAt, progress: fitted.progress } },
      // An earlier one that arrives late takes nothing back of what a later one has written.
      { fence: record.fence, statuses: ['STARTED'], claimableBy: claimableAt },
    );
    const found = update.record;
    if (found?.fence !== record.fence || found.status !== 'STARTED') return lose();
    // Refused for one that was never answered: the lease is there, but nobody knows from when it counts.
    held = { record: found, place: update.place, sentAt: update.applied ? sentAt : held.sentAt };
    leasedAt = update.applied ? sentAt : clock.monotonic();
    if (update.applied) written = JSON.stringify(progress);
    else lastHeartbeat = held.sentAt;
    if (found.cancelRequestedAt !== null) events.onCancel();
    // An answer may come past the deadline.
    if (due && !lost) await delivery.setVisibility(leaseMs / 1000);
  }

  async function keepBeating(): Promise<void> {
    while (!stopped.aborted && !lost) {
      await clock.sleep(progressMs, stopped);
      // A process that stood still wakes here as well as in the watch below, in either order.
      if (clock.monotonic() >= deadline()) return lose();
      const progress = events.progress();
      const due = clock.monotonic() - lastHeartbeat >= heartbeatMs;
      if (stopped.aborted || lost || (!due && JSON.stringify(progress) === written)) continue;
      try {
        await beat(progress, due);
      } catch (error) {
        log.error('heartbeat failed', { error });
      }
    }
  }

  async function watchDeadline(): Promise<void> {
    while (!stopped.aborted) {
      const leftMs = deadline() - clock.monotonic();
      if (leftMs <= 0) return lose();
      await clock.sleep(leftMs, stopped);
    }
  }

  const done = Promise.all([keepBeating(), watchDeadline()]).then(() => undefined);
  return { held: () => held, deadline, done };
}
