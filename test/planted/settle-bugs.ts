import type { Bug } from './bug.ts';

/** What a settle writes: backoffs, and what a run stands for. */
export const settleBugs: readonly Bug[] = [
  {
    name: 'backoff-counted-from-the-claim',
    why: 'an attempt that took longer than its backoff is followed by the next at once',
    file: 'core/settlement.ts',
    find: `instant(nowMs + backoffMs(policy, record.attempt, fraction))`,
    replace: `instant(Date.parse(record.startedAt ?? '') + backoffMs(policy, record.attempt, fraction))`,
    test: {
      file: 'test/core/backoff.test.ts',
      title: 'is counted from the end of the attempt that failed, however long that took',
    },
  },
  {
    name: 'backoff-without-jitter',
    why: 'runs that failed together return together, as often as they may',
    file: 'core/policy.ts',
    find: `* 1000 * (0.5 + fraction / 2)`,
    replace: `* 1000 * (1 + 0 * fraction)`,
    test: {
      file: 'test/core/backoff.test.ts',
      title: 'the backoffs of runs that failed together are spread over half of the time',
    },
  },
  {
    name: 'digest-of-what-the-task-made-of-its-arguments',
    why: 'a run stands for arguments that its task has changed, and is served to who asks with those',
    file: 'core/attempt.ts',
    find: `  const job = {`,
    replace: `  const job = Object.assign(message, {`,
    and: [
      {
        file: 'core/attempt.ts',
        find: `    attempt: held.record.attempt,
  };`,
        replace: `    attempt: held.record.attempt,
  });`,
      },
      {
        file: 'core/work.ts',
        find: `await settleRun(held, ending, policy`,
        replace: `await settleRun({ ...held, record: { ...held.record, digest: digestOf(ports.sha256, message.task, message.args) } }, ending, policy`,
      },
    ],
    test: {
      file: 'test/core/changed-arguments.test.ts',
      title:
        'a task that changes its arguments changes neither its next attempt nor what its URL stands for',
    },
  },
];
