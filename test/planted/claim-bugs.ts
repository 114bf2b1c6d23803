import type { Bug } from './bug.ts';

const file = 'core/claim.ts';
/** At the receipt and the claim. */
export const claimBugs: readonly Bug[] = [
  {
    name: 'claim-without-status-or-lease',
    why: 'a claim does not look whether the run has ended, nor whether another holds it',
    file,
    find: `    statuses: inFlight,
    claimableBy: instant(nowMs),
`,
    replace: ``,
  },
  {
    name: 'claim-without-lease',
    why: 'a claim takes a run that another holds, or whose backoff is not over',
    file,
    find: `    claimableBy: instant(nowMs),
`,
    replace: ``,
  },
  {
    name: 'claim-without-fence',
    why: 'a claim leaves the fence as it is: who held the run before is not told from who holds it now',
    file,
    find: `increment: ['fence', 'attempt'],`,
    replace: `increment: ['attempt'],`,
  },
  {
    name: 'claim-without-run',
    why: "a claim takes whatever run the head holds, for another's message",
    file,
    find: `    run,
    statuses: inFlight,
`,
    replace: `    statuses: inFlight,
`,
  },
  {
    name: 'attempts-counted-at-failure',
    why: 'what kills its process is never counted, and is tried for ever',
    file,
    find: `increment: ['fence', 'attempt'],`,
    replace: `increment: ['fence'],`,
    and: [
      {
        file: 'core/settle.ts',
        find: `place, { set }, guard);`,
        replace: `place, { set, increment: ['attempt'] }, guard);`,
      },
    ],
  },
  {
    name: 'one-attempt-too-many',
    why: 'off by one: a claim allows an attempt more than the policy',
    file,
    find: `const attempts = policy.retries + 1;`,
    replace: `const attempts = policy.retries + 2;`,
  },
  {
    name: 'same-holder-for-all',
    why: "all workers have one name: each takes another's claim for its own, whose answer was lost",
    file,
    find: `const holder = ports.chance.id(8);`,
    replace: `const holder = 'worker';`,
  },
  {
    name: 'own-claim-taken-for-anothers',
    why: "a claim that was written and refused at the second try is taken for another's, and its attempt is spent",
    file,
    find: `if (record.holder === holder)`,
    replace: `if (record.holder === '')`,
    test: {
      file: 'test/core/unanswered-claims.test.ts',
      title: 'that was written and not answered is known by its holder, and spends no attempt',
    },
  },
  {
    name: 'claim-timeout-taken-for-a-refusal',
    why: 'a claim that is not answered in time is taken for one that was refused, and its message dropped',
    file,
    find: `await store.update(place, change, guard), nowMs`,
    replace: `await store.update(place, change, guard).catch((): WriteOutcome => ({ applied: false, record: undefined })), nowMs`,
  },
  {
    name: 'unwritten-begin-dropped',
    why: 'a worker that comes before the head is written drops the message',
    file,
    find: `(record?.run ?? null) === message.expects`,
    replace: `policy.retries < 0`,
  },
  {
    name: 'expects-ignored-by-worker',
    why: 'a worker begins the run of a message that has lost its race',
    file,
    find: `(record?.run ?? null) === message.expects`,
    replace: `policy.retries >= 0`,
  },
  {
    name: 'replaced-run-not-found-by-worker',
    why: 'a worker does not look for the item of a run that was replaced before it came, and drops its message',
    file,
    find: `(await store.read(ownItemOf(message), 'strong')) !== undefined`,
    replace: `policy.retries < 0`,
  },
  {
    name: 'drop-on-an-eventual-look',
    why: 'a worker drops a message because a lagging read has not found the item of its run yet',
    file,
    find: `store.read(ownItemOf(message), 'strong')`,
    replace: `store.read(ownItemOf(message), 'eventual')`,
  },
  {
    name: 'drop-on-the-item-before-the-head',
    why: 'between a look at the item and one at the head the run is copied and replaced: it is seen in neither',
    file,
    find: `    const { outcome, nowMs, sentAt } = await sendClaim(place, message.run, holder, attempts, ports);`,
    replace: `    const early = await store.read(ownItemOf(message), 'strong');
    const { outcome, nowMs, sentAt } = await sendClaim(place, message.run, holder, attempts, ports);`,
    and: [
      {
        file,
        find: `(await store.read(ownItemOf(message), 'strong')) !== undefined`,
        replace: `early !== undefined`,
      },
    ],
  },
  {
    name: 'early-copy-claimed',
    why: 'a worker takes the copy of a run that still stands in the head, by who died before replacing it',
    file,
    find: `(await standsInHead(store, message)) ? headOf(message.key) : ownItemOf(message)`,
    replace: `ownItemOf(message)`,
  },
  {
    name: 'early-copy-by-an-eventual-look',
    why: 'a lagging read says of a run that it has left the head: its worker, or its dead letter, takes the copy',
    file: 'core/find.ts',
    find: `(await store.read(headOf(name.key), 'strong'))?.run === name.run`,
    replace: `(await store.read(headOf(name.key), 'eventual'))?.run === name.run`,
    test: {
      file: 'test/core/early-copy.test.ts',
      title: 'is worked on there, though an eventual look at the head shows none',
    },
  },
  {
    name: 'given-up-as-revoked',
    why: 'a run whose workers all died ends as if somebody had cancelled it',
    file,
    find: `await endUnheld(store, place, record, exhausted(record, policy), policy, nowMs);`,
    replace: `await endUnheld(store, place, record, exhausted(record, policy) && null, policy, nowMs);`,
  },
  {
    name: 'lease-from-the-answer',
    why: 'a worker whose claim was answered late works on after its lease has lapsed',
    file,
    find: `nowMs, sentAt };
  });`,
    replace: `nowMs, sentAt: clock.monotonic() };
  });`,
    test: {
      file: 'test/core/unanswered-claims.test.ts',
      title: 'counts its lease from when it was sent, however late it is answered',
    },
  },
  {
    name: 'lease-from-the-try-that-was-refused',
    why: 'a worker that finds an earlier claim of its own works on after the lease of that one has lapsed',
    file,
    find: `held: { record, place, sentAt: since }`,
    replace: `held: { record, place, sentAt }`,
    test: {
      file: 'test/core/unanswered-claims.test.ts',
      title: 'that arrives while its run is begun for it counts its lease from when it was sent',
    },
  },
];
