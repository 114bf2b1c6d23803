import type { Bug } from './bug.ts';

const file = 'core/begin.ts';
const writing = 'core/write-begin.ts';

/** At the begin, and where a head is written over another. */
export const beginBugs: readonly Bug[] = [
  {
    name: 'head-before-message',
    why: 'a begin that dies between head and message leaves a run that nobody will work on',
    file,
    find: `      await queue.send(encodeMessage(message));
    }
    const { forward } = decision;
    const outcome = await writeBegin(store, message, head, clock.now(), task.policy);`,
    replace: `    }
    const { forward } = decision;
    const outcome = await writeBegin(store, message, head, clock.now(), task.policy);
    if (outcome.applied) await queue.send(encodeMessage(message));`,
  },
  {
    name: 'head-before-message-without-url',
    why: 'the same for a run without a URL',
    file,
    find: `  await ports.queue.send(encodeMessage(message));
  const outcome = await writeBegin(
    ports.store,
    message,
    head,
    ports.clock.now(),
    request.task.policy,
  );`,
    replace: `  const outcome = await writeBegin(
    ports.store,
    message,
    head,
    ports.clock.now(),
    request.task.policy,
  );
  await ports.queue.send(encodeMessage(message));`,
  },
  {
    name: 'message-expects-nothing',
    why: 'the message of a run that replaces another does not say so: a worker that is first drops it',
    file,
    find: `expects: head?.run ?? null,`,
    replace: `expects: null,`,
  },
  {
    name: 'message-of-a-lost-race-kept',
    why: 'a begin that lost a race goes on with its first message, which expects a head that is gone',
    file,
    find: `if (message === undefined || !isSent) {`,
    replace: `if (message === undefined) {`,
  },
  {
    name: 'outcome-served-after-the-message-was-sent',
    why: 'a begin serves what has become servable meanwhile, though a worker begins the run of its message',
    file,
    find: `isSent ? { ...asked, reuse: null } : asked`,
    replace: `asked`,
    test: {
      file: 'test/core/begin-sent.test.ts',
      title: 'a begin whose message is sent is begun, though a stale outcome would serve by now',
    },
  },
  {
    name: 'forced-begin-without-a-look-for-its-own-run',
    why: 'a forced begin takes the run that a worker wrote for it for another, and begins a second one',
    file,
    find: `const own = await ownRun(message, request.names, outcome.record, ports);
    if (own`,
    replace: `const own = undefined;
    if (own`,
  },
  {
    name: 'own-run-not-looked-for-in-its-item',
    why: 'the run that a worker began, and that was replaced since, is begun a second time',
    file,
    find: `return store.read(ownItemOf(message), 'strong');`,
    replace: `return store === null ? store : undefined;`,
  },
  {
    name: 'cached-by-an-eventual-look',
    why: 'a lagging read decides what is served: an older result, though a later run has been answered',
    file,
    find: `const strong = request.reuse !== null || names !== undefined;`,
    replace: `const strong = request.reuse === undefined;`,
  },
  {
    name: 'pending-taken-for-idle',
    why: "a queued run does not count as in flight, and another is begun: the original's own bug",
    file: 'core/decide.ts',
    find: `if (!asked.force && isInFlight(seen.status)) {`,
    replace: `if (!asked.force && isInFlight(seen.status) && seen.status !== 'PENDING') {`,
  },
  {
    name: 'retry-taken-for-idle',
    why: 'a run that waits for its next attempt does not count as in flight, and another is begun',
    file: 'core/decide.ts',
    find: `if (!asked.force && isInFlight(seen.status)) {`,
    replace: `if (!asked.force && isInFlight(seen.status) && seen.status !== 'RETRY') {`,
  },
  {
    name: 'digest-ignored',
    why: 'who asks with other arguments joins, or is served, what his URL stands for',
    file: 'core/decide.ts',
    find: `if (seen.digest !== asked.digest) return decideOther(seen, asked, nowMs);`,
    replace: ``,
  },
  {
    name: 'other-arguments-replace-what-is-in-flight',
    why: 'who asks with other arguments takes the URL from a run in flight',
    file: 'core/decide.ts',
    find: `const stands = isInFlight(seen.status) || wouldBeServed`,
    replace: `const stands = wouldBeServed`,
  },
  {
    name: 'expired-served-as-fresh',
    why: 'a result is served for as long as its record lasts',
    file: 'core/stored.ts',
    find: `return isBefore(nowMs, freshUntil);`,
    replace: `return isBefore(0 * nowMs, freshUntil);`,
    and: [
      {
        file: 'core/stored.ts',
        find: `leftSeconds >= (minFresh ?? 0);`,
        replace: `leftSeconds >= (minFresh ?? -Infinity);`,
      },
    ],
  },
  {
    name: 'head-over-any-other',
    why: 'a begin writes its head whatever was written since it looked',
    file: writing,
    find: `{ run: head.run, version: head.version });`,
    replace: `{});`,
  },
  {
    name: 'head-without-comparing-the-version',
    why: 'the head is replaced though its run has moved on since it was copied: what was written since is lost',
    file: writing,
    find: `{ run: head.run, version: head.version });`,
    replace: `{ run: head.run });`,
  },
  {
    name: 'first-head-over-any-other',
    why: 'two who find no head both write one',
    file: writing,
    find: `record, { absent: 'required' });`,
    replace: `record, { absent: 'allowed' });`,
  },
  {
    name: 'replaced-without-a-copy',
    why: 'a run that is replaced vanishes: its task ID is unknown, and its worker finds it nowhere',
    file: writing,
    find: `  await store.put(ownItemOf(head), head, { absent: 'allowed', versionBelow: head.version });\n`,
    replace: ``,
  },
  {
    name: 'copy-over-a-newer-record',
    why: 'a slow begin overwrites what the run has come to in its own item',
    file: writing,
    find: `{ absent: 'allowed', versionBelow: head.version }`,
    replace: `{ absent: 'allowed' }`,
  },
  {
    name: 'copy-only-where-there-is-none',
    why: 'a copy that another has made stays, though the run has moved on since',
    file: writing,
    find: `{ absent: 'allowed', versionBelow: head.version }`,
    replace: `{ absent: 'required' }`,
  },
  {
    name: 'copied-after-it-was-replaced',
    why: 'who dies between the two writes leaves a run that is nowhere',
    file: writing,
    find: `  await store.put(ownItemOf(head), head, { absent: 'allowed', versionBelow: head.version });
  return store.put(headOf(message.key), record, { run: head.run, version: head.version });`,
    replace: `  const put = await store.put(headOf(message.key), record, { run: head.run, version: head.version });
  await store.put(ownItemOf(head), head, { absent: 'allowed', versionBelow: head.version });
  return put;`,
  },
  {
    name: 'ttl-on-a-live-item',
    why: 'the table deletes a run that is still in flight',
    file: writing,
    find: `    expiresAt: null,`,
    replace: `    expiresAt: instant(nowMs + 60_000),`,
  },
  {
    name: 'long-url-not-written',
    why: 'a run whose polling URL the head has no room for never says which it is',
    file: writing,
    find: `  if (spilled !== null) await store.putUrl(message.key, spilled, urlExpiry(record, policy));\n`,
    replace: ``,
    test: {
      file: 'test/core/status.test.ts',
      title: 'whose polling URL is long finds it in an item of its own',
    },
  },
  {
    name: 'stale-answer-refused-with-its-refresh',
    why: 'whoever is to get a stale result is refused, because its URL has gone to other arguments since',
    file,
    find: `    if (fault instanceof TaskError) return null;\n`,
    replace: ``,
    test: {
      file: 'test/core/last-good.test.ts',
      title: 'is the answer though its URL is of other arguments by the time it is refreshed',
    },
  },
  {
    name: 'long-url-gone-before-its-good-result',
    why: 'what answers for a year, of a task whose policy is shorter by now, says no more of which URL it is',
    file: writing,
    find: `Math.max(untilMs, servableUntilMs(good))`,
    replace: `Math.max(untilMs, 0 * servableUntilMs(good))`,
    test: {
      file: 'test/core/last-good.test.ts',
      title: 'keeps a long URL as long as itself, though its task has another policy by now',
    },
  },
  {
    name: 'good-result-of-other-arguments',
    why: 'a run inherits the last good result of its URL, whatever its arguments',
    file: writing,
    find: `head?.digest === digest ? inheritedGood`,
    replace: `head !== undefined ? inheritedGood`,
    test: {
      file: 'test/core/last-good.test.ts',
      title: 'of other arguments is not handed on, not even by a worker whose clock is behind',
    },
  },
];
