import type { Bug } from './bug.ts';

const settle = 'core/settle.ts';
const settlement = 'core/settlement.ts';
const work = 'core/work.ts';

/** At a run's settle, and whenever its message is given back. */
export const runBugs: readonly Bug[] = [
  {
    name: 'settle-without-fence',
    why: "a zombie settles a run that is another's by now",
    file: settle,
    find: `const guard = { fence, statuses: ['STARTED'] as const };`,
    replace: `const guard = { statuses: ['STARTED'] as const };`,
  },
  {
    name: 'settle-after-the-end',
    why: 'a settle that is done twice, or late, writes over the end',
    file: settle,
    find: `const guard = { fence, statuses: ['STARTED'] as const };`,
    replace: `const guard = { fence };`,
  },
  {
    name: 'settle-over-anything',
    why: 'a worker writes its end over that of a cancel',
    file: settle,
    find: `const guard = { fence, statuses: ['STARTED'] as const };`,
    replace: `const guard = {};`,
  },
  {
    name: 'request-to-cancel-undone-by-settle',
    why: 'the settle of a failed attempt forgets that somebody asked to cancel meanwhile',
    file: settle,
    find: `cancelRequestedAt: _cancel, ...set`,
    replace: `...set`,
  },
  {
    name: 'result-after-its-record',
    why: 'who dies between the two leaves a success without its result',
    file: settle,
    find: `  if (settlement.spilled !== null && set.expiresAt !== null) {
    await store.putResult({ key, run, fence }, settlement.spilled, set.expiresAt);
  }
  if (clock.monotonic() >= deadline) {
    throw new StoreFault('The lease ended before the run was settled');
  }
  const guard = { fence, statuses: ['STARTED'] as const };
  const update = await updateRun(store, { key, run }, place, { set }, guard);`,
    replace: `  const guard = { fence, statuses: ['STARTED'] as const };
  const update = await updateRun(store, { key, run }, place, { set }, guard);
  if (settlement.spilled !== null && set.expiresAt !== null) {
    await store.putResult({ key, run, fence }, settlement.spilled, set.expiresAt);
  }`,
  },
  {
    name: 'result-gone-before-its-record',
    why: 'the table deletes a large result when it is no longer fresh, though it is served stale or by task ID',
    file: settle,
    find: `settlement.spilled, set.expiresAt);`,
    replace: `settlement.spilled, set.freshUntil ?? set.expiresAt);`,
    test: {
      file: 'test/core/status.test.ts',
      title: 'does not outlive the item of that result',
    },
  },
  {
    name: 'result-named-without-its-fence',
    why: "a zombie's late result is served for that of the attempt that won",
    file: 'core/record-item.ts',
    find: '`${run}#${fence}#result`',
    replace: '`${run}#${fence > 0}#result`',
    test: {
      file: 'test/core/late-result.test.ts',
      title: 'a large result that comes after another attempt has won is served to nobody',
    },
  },
  {
    name: 'settle-past-the-deadline',
    why: 'while a large result is stored the lease lapses, and the settle is sent all the same',
    file: settle,
    find: `  if (clock.monotonic() >= deadline) {
    throw new StoreFault('The lease ended before the run was settled');
  }\n`,
    replace: ``,
    test: {
      file: 'test/core/lease.test.ts',
      title: 'whose result took until its deadline to be stored does not settle',
    },
  },
  {
    name: 'replaced-run-not-found-by-its-worker',
    why: 'a worker whose run was replaced takes it for lost, and throws its work away',
    file: 'core/find.ts',
    find: `outcome.record?.run === name.run || place.item === 'run'`,
    replace: `true`,
  },
  {
    name: 'own-settle-taken-for-a-loss',
    why: 'a settle that was written and refused at the second try is taken for lost: a backoff is not waited for by its message',
    file: settle,
    find: `return mine ? (update.record ?? null) : null;`,
    replace: `return mine ? null : null;`,
  },
  {
    name: 'given-up-at-the-last-but-one',
    why: 'off by one: an attempt that failed is the last though the policy allows another',
    file: settlement,
    find: `record.attempt > policy.retries`,
    replace: `record.attempt >= policy.retries`,
  },
  {
    name: 'backoff-ignored',
    why: 'a failed attempt is followed by the next at once',
    file: settlement,
    find: `instant(nowMs + backoffMs(policy, record.attempt, fraction))`,
    replace: `instant(nowMs + 0 * backoffMs(policy, record.attempt, fraction))`,
  },
  {
    name: 'ended-record-gone-before-its-messages',
    why: 'an ended head goes before the last copy of its message, which then begins the run anew',
    file: settlement,
    find: `instant(Math.max(servedMs, nowMs + leastRecordMs))`,
    replace: `instant(Math.max(servedMs, nowMs + 0 * leastRecordMs))`,
  },
  {
    name: 'message-deleted-before-the-settle',
    why: 'who dies at work takes the run with him',
    file: work,
    find: `      return workHeld(claim.held, message, policy, delivery, ports);`,
    replace: `      void workHeld(claim.held, message, policy, delivery, ports);
      return 'done';`,
  },
  {
    name: 'message-of-a-backoff-deleted',
    why: 'nobody comes for the next attempt',
    file: work,
    find: `  await delivery.setVisibility(secondsUntil(millis(claimableAt), ports.clock.now()));
  return 'kept';`,
    replace: `  await delivery.setVisibility(secondsUntil(millis(claimableAt), ports.clock.now()));
  return 'done';`,
  },
  {
    name: 'message-of-a-held-run-deleted',
    why: 'who finds the run in the hands of another takes the message away, which is the only one',
    file: work,
    find: `      await delivery.setVisibility(secondsUntil(claim.untilMs, ports.clock.now()));
      return 'kept';`,
    replace: `      return 'done';`,
  },
  {
    name: 'message-deleted-by-who-lost-his-lease',
    why: 'the run is left to others, without the message that would bring them',
    file: work,
    find: `return keep(message, 'lease lost', ports);`,
    replace: `return 'done';`,
  },
  {
    name: 'message-deleted-by-who-lost-his-fence',
    why: 'who holds the run now dies, and there is no message any more',
    file: work,
    find: `return keep(message, 'fence lost', ports);`,
    replace: `return 'done';`,
  },
  {
    name: 'error-swallowed',
    why: 'a message whose handling threw is reported as done',
    file: 'lambdas/adapters/sqs-batch.ts',
    find: `        return 'kept';`,
    replace: `        return 'done';`,
  },
  {
    name: 'visibility-after-the-claim',
    why: "a worker that dies right after its claim is followed only when the queue's own time is over",
    file: work,
    find: `  await patiently(ports.clock, () => delivery.setVisibility(leaseMs / 1000));\n`,
    replace: ``,
    and: [
      {
        file: work,
        find: `      return workHeld(claim`,
        replace: `      await delivery.setVisibility(leaseMs / 1000);
      return workHeld(claim`,
      },
    ],
    test: {
      file: 'test/core/delivery.test.ts',
      title: 'is hidden for a lease before its run is claimed',
    },
  },
];
