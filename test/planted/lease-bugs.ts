import type { Bug } from './bug.ts';

const lease = 'core/lease.ts';

/** While a run is held. */
export const leaseBugs: readonly Bug[] = [
  {
    name: 'heartbeat-without-fence',
    why: "a zombie's heartbeat extends another's lease",
    file: lease,
    find: `{ fence: record.fence, statuses: ['STARTED'] },`,
    replace: `{ statuses: ['STARTED'] },`,
  },
  {
    name: 'heartbeat-after-the-end',
    why: 'a heartbeat that arrives late changes a run that has ended',
    file: lease,
    find: `{ fence: record.fence, statuses: ['STARTED'] },`,
    replace: `{ fence: record.fence },`,
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
    find: `if (update.record.cancelRequestedAt !== null) events.onCancel();`,
    replace: ``,
  },
  {
    name: 'deadline-counted-from-the-answer',
    why: 'a heartbeat that is answered late lets its worker write while another may hold the run',
    file: lease,
    find: `held = { record: update.record, place: update.place, sentAt };`,
    replace: `held = { record: update.record, place: update.place, sentAt: clock.monotonic() };`,
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
];
