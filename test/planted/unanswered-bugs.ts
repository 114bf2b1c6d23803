import type { Bug } from './bug.ts';

/** Where a call that was not answered, and may have been done, is taken for one that was refused, or was done. */
export const unansweredBugs: readonly Bug[] = [
  {
    name: 'head-timeout-taken-for-a-refusal',
    why: 'a begin whose head was not answered in time begins another run, beside the one that it wrote',
    file: 'core/begin.ts',
    find: `writeBegin(store, message, head, clock.now(), task.policy);`,
    replace: `writeBegin(store, message, head, clock.now(), task.policy).catch(() => ({ applied: false as const, record: undefined }));`,
  },
  {
    name: 'settle-timeout-taken-for-a-loss',
    why: 'a worker whose settle was not answered in time takes its run for lost, and throws its work away',
    file: 'core/settle.ts',
    find: `      if (!again || !(error instanceof StoreFault)) throw error;`,
    replace: `      if (error instanceof StoreFault) return null;
      if (!again) throw error;`,
  },
  {
    name: 'settle-timeout-taken-for-the-end',
    why: 'a worker whose settle was not answered in time lets the message go, though nothing may be written',
    file: 'core/settle.ts',
    find: `      if (!again || !(error instanceof StoreFault)) throw error;`,
    replace: `      if (error instanceof StoreFault) return settlement.record;
      if (!again) throw error;`,
  },
  {
    name: 'heartbeat-timeout-taken-for-a-loss',
    why: 'a worker stops its task for one heartbeat that was not answered in time, though its lease is alive',
    file: 'core/lease.ts',
    find: `log.error('heartbeat failed', { error });`,
    replace: `return lose(log.error('heartbeat failed', { error }));`,
    test: {
      file: 'test/core/lost-answers.test.ts',
      title: 'to a heartbeat costs nothing',
    },
  },
  {
    name: 'cancel-timeout-taken-for-the-end',
    why: 'who cancels is told that the run is REVOKED, though nothing may be written',
    file: 'core/cancel.ts',
    find: `        withRequest(record, nowMs),
        null,
        policy,
        nowMs,
      );`,
    replace: `        withRequest(record, nowMs),
        null,
        policy,
        nowMs,
      ).catch(() => ({ applied: true as const, record: { ...record, status: 'REVOKED' as const } }));`,
    test: {
      file: 'test/core/unanswered-cancel.test.ts',
      title:
        'a cancel that the table did not answer is not said to be done, and is done when it is asked again',
    },
  },
  {
    name: 'dead-letter-timeout-taken-for-the-end',
    why: 'a dead letter is let go though the end of its run may not be written, and nobody comes again',
    file: 'core/end-message.ts',
    find: `await endUnheld(store, place, record, error, policy, clock.now());`,
    replace: `await endUnheld(store, place, record, error, policy, clock.now()).catch(() => ({ applied: true }));`,
  },
];
