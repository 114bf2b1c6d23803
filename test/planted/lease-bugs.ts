import type { Bug } from './bug.ts';

const lease = 'core/lease.ts';

/** While a run is held. */
export const leaseBugs: readonly Bug[] = [
  {
    name: 'heartbeat-without-fence',
    why: "a zombie's heartbeat extends another's lease",
    file: lease,
    find: `{ fence: record.fence, statuses: ['STARTED'], claimableBy: claimableAt },`,
    replace: `{ statuses: ['STARTED'], claimableBy: claimableAt },`,
    test: {
      file: 'test/core/late-heartbeats.test.ts',
      title: 'adds nothing to the lease of who holds the run now',
    },
  },
  {
    name: 'heartbeat-after-the-end',
    why: 'a heartbeat that arrives late changes a run that has ended',
    file: lease,
    find: `{ fence: record.fence, statuses: ['STARTED'], claimableBy: claimableAt },`,
    replace: `{ fence: record.fence, claimableBy: claimableAt },`,
  },
  {
    name: 'heartbeat-over-a-later-one',
    why: 'a heartbeat that arrives late takes back a part of the lease: another may claim what its worker still works on',
    file: lease,
    find: `{ fence: record.fence, statuses: ['STARTED'], claimableBy: claimableAt },`,
    replace: `{ fence: record.fence, statuses: ['STARTED'] },`,
  },
  {
    name: 'lease-by-the-wall-clock-alone',
    why: 'a worker whose wall clock was set back works on while its lease in the table lapses',
    file: lease,
    find: `Math.max(clock.now() + leaseMs, leaseUntilMs(held.record) + sentAt - leasedAt)`,
    replace: `Math.max(clock.now() + leaseMs, leaseUntilMs(held.record))`,
    test: {
      file: 'test/core/late-heartbeats.test.ts',
      title: 'keeps its run, and its lease in the table goes on to grow',
    },
  },
  {
    name: 'refused-heartbeat-taken-for-a-good-one',
    why: 'a worker counts its deadline from a heartbeat that was refused for another, and works on past its lease',
    file: lease,
    find: `sentAt: update.applied ? sentAt : held.sentAt };`,
    replace: `sentAt };`,
    test: {
      file: 'test/core/late-heartbeats.test.ts',
      title: 'does not put off the deadline',
    },
  },
  {
    name: 'refused-heartbeat-not-made-up-for',
    why: 'a task without progress loses its attempt where a heartbeat was refused: the next comes past its deadline',
    file: lease,
    find: `else lastHeartbeat = held.sentAt;`,
    replace: ``,
    test: {
      file: 'test/core/late-heartbeats.test.ts',
      title: 'is no loss to a task without progress either',
    },
  },
  {
    name: 'lease-from-before-the-claim',
    why: 'a run whose claim was late keeps a longer lease: who takes it up after its worker has died comes later',
    file: lease,
    find: `let leasedAt = clock.monotonic();`,
    replace: `let leasedAt = first.sentAt;`,
    test: {
      file: 'test/core/unanswered-claims.test.ts',
      title: 'keeps its heartbeats to a lease of 30 s, however late the try was that was written',
    },
  },
  {
    name: 'heartbeat-goes-on-after-the-return',
    why: 'who has nothing more to do with a run keeps it from all others',
    file: 'core/attempt.ts',
    find: `.finally(async () => {
      over.abort();
      await Promise.all([lease.done, timer]);
    });`,
    replace: `.finally(() => undefined);`,
    test: {
      file: 'test/core/zombies.test.ts',
      title: 'and comes back as a zombie writes nothing',
    },
  },
  {
    name: 'cancel-not-heard-by-a-heartbeat',
    why: 'a run that was cancelled is worked on to its end, for nobody tells its worker',
    file: lease,
    find: `if (found.cancelRequestedAt !== null) events.onCancel();`,
    replace: ``,
  },
  {
    name: 'deadline-counted-from-the-answer',
    why: 'a heartbeat that is answered late lets its worker write while another may hold the run',
    file: lease,
    find: `sentAt: update.applied ? sentAt : held.sentAt };`,
    replace: `sentAt: update.applied ? clock.monotonic() : held.sentAt };`,
    test: {
      file: 'test/core/lease.test.ts',
      title: 'counts its deadline from when a heartbeat was sent, however late it is answered',
    },
  },
  {
    name: 'heartbeat-past-the-deadline',
    why: 'a worker that stood still sends one more heartbeat for a run that may be taken up by another',
    file: lease,
    find: `      if (clock.monotonic() >= deadline()) return lose();\n`,
    replace: ``,
    test: {
      file: 'test/core/lease.test.ts',
      title: 'that stood still until its deadline had passed sends no heartbeat',
    },
  },
  {
    name: 'attempt-longer-than-its-worker',
    why: 'an attempt whose claim was slow goes on until its function is ended, and nobody says that it was its time-out',
    file: 'core/attempt.ts',
    find: `Math.min(policy.timeoutSeconds * 1000, spareMs)`,
    replace: `policy.timeoutSeconds * 1000`,
    test: {
      file: 'test/core/time-left.test.ts',
      title: 'whose claim was slow has what is left of the time, and is settled in it',
    },
  },
];
