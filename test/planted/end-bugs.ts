import type { Bug } from './bug.ts';

/** Where a run ends without a worker: cancel, dead letters, what was lost. */
export const endBugs: readonly Bug[] = [
  {
    name: 'end-overwritten-by-cancel',
    why: 'a cancel writes over what the run has come to since it looked',
    file: 'core/end-unheld.ts',
    find: `{ run: record.run, version: record.version },`,
    replace: `{ run: record.run },`,
  },
  {
    name: 'cancel-of-a-held-run-ends-it',
    why: 'a run is taken from under its worker, whose task goes on',
    file: 'core/cancel.ts',
    find: `if (leaseUntilMs(record) > nowMs) {`,
    replace: `if (leaseUntilMs(record) > nowMs + 86_400_000) {`,
  },
  {
    name: 'lease-moved-by-a-cancel',
    why: "bookkeeping moves a worker's lease: it lapses under its hands",
    file: 'core/cancel.ts',
    find: `set: { cancelRequestedAt: instant(nowMs) }`,
    replace: `set: { cancelRequestedAt: instant(nowMs), claimableAt: instant(nowMs) }`,
  },
  {
    name: 'backoff-taken-for-a-lease',
    why: 'a run that waits for its next attempt cannot be cancelled: no worker will hear of it',
    file: 'core/run.ts',
    find: `return status === 'STARTED' && claimableAt !== null ?`,
    replace: `return claimableAt !== null ?`,
  },
  {
    name: 'cancelled-run-started-again',
    why: 'a run that was cancelled, and whose worker died, is started once more',
    file: 'core/work.ts',
    find: `if (held.record.cancelRequestedAt !== null) {`,
    replace: `if (held.record.cancelRequestedAt === '') {`,
  },
  {
    name: 'cancel-by-an-eventual-look',
    why: 'a lagging read decides that a run is unknown, or has ended',
    file: 'core/cancel.ts',
    find: `locateRun(store, name, 'strong')`,
    replace: `locateRun(store, name, 'eventual')`,
  },
  {
    name: 'dead-letter-ends-a-held-run',
    why: 'the dead-letter consumer does not look at the lease',
    file: 'core/end-message.ts',
    find: `if (heldUntilMs > ports.clock.now()) {`,
    replace: `if (heldUntilMs < 0) {`,
  },
  {
    name: 'dead-letter-of-an-unwritten-begin-dropped',
    why: 'the begin writes its head afterwards, and nobody will work on it',
    file: 'core/end-message.ts',
    find: `if ((head?.run ?? null) !== message.expects) return 'over';`,
    replace: `if (head?.run !== message.run) return 'over';`,
    test: {
      file: 'test/core/sent-again.test.ts',
      title: 'whose begin was never written begins the run and is sent again',
    },
  },
  {
    name: 'dead-letter-ends-what-has-attempts-left',
    why: 'what was queued during an outage ends as a failure though it was never begun',
    file: 'core/dead-letter.ts',
    find: `return isYoung && record.attempt <= policy.retries &&`,
    replace: `return isYoung && record.attempt < 0 * policy.retries &&`,
  },
  {
    name: 'dead-letter-without-attempts-sent-again',
    why: 'a run whose attempts are used up goes round until its age ends it',
    file: 'core/dead-letter.ts',
    find: `return isYoung && record.attempt <= policy.retries &&`,
    replace: `return isYoung && record.attempt <= policy.retries + 1 &&`,
    test: {
      file: 'test/core/dead-letter.test.ts',
      title: 'ends its run as FAILURE where no attempt is left',
    },
  },
  {
    name: 'dead-letter-sent-again-for-ever',
    why: 'what kills its process before any claim goes round until its messages expire',
    file: 'core/dead-letter.ts',
    find: `return isYoung && record.attempt <= policy.retries &&`,
    replace: `return record.attempt <= policy.retries && (isYoung || nowMs > 0) &&`,
    test: {
      file: 'test/core/dead-letter.test.ts',
      title: 'ends its run as FAILURE once that is three days old, and frees the URL',
    },
  },
  {
    name: 'cancelled-dead-letter-sent-again',
    why: 'a run that was cancelled, and whose worker died, waits for another to be told so',
    file: 'core/dead-letter.ts',
    find: `record.cancelRequestedAt === null;`,
    replace: `record.cancelRequestedAt !== '';`,
    test: {
      file: 'test/core/dead-letter.test.ts',
      title: 'ends its run as REVOKED where somebody has asked to cancel it',
    },
  },
  {
    name: 'dead-letter-let-go-though-not-sent',
    why: 'the dead letter is deleted before it is known that the queue has its message, and the run is lost',
    file: 'core/dead-letter.ts',
    find: `await ports.queue.send(delivery.body);`,
    replace: `await ports.queue.send(delivery.body).catch(() => undefined);`,
  },
  {
    name: 'expects-ignored-by-dead-letter',
    why: 'the dead-letter consumer begins the run of a message that has lost its race',
    file: 'core/end-message.ts',
    find: `if ((head?.run ?? null) !== message.expects) return 'over';`,
    replace: ``,
    test: {
      file: 'test/core/dead-letter.test.ts',
      title: 'that lost its race is dropped',
    },
  },
  {
    name: 'dead-letter-dropped-on-an-eventual-look',
    why: 'a lagging read shows an earlier head than the message expects, and the run is left without a message',
    file: 'core/end-message.ts',
    find: `locateRun(store, message, 'strong')`,
    replace: `locateRun(store, message, 'eventual')`,
    test: {
      file: 'test/core/lagging-reads.test.ts',
      title: 'a dead letter is not dropped for a head that was',
    },
  },
  {
    name: 'early-copy-ended',
    why: 'the dead-letter consumer ends the copy of a run that still stands in the head',
    file: 'core/end-message.ts',
    find: `return copied ? 'again' : { record, place };`,
    replace: `return copied && place.item === 'head' ? 'again' : { record, place };`,
    test: {
      file: 'test/core/early-copy.test.ts',
      title: 'ends there when its message is given up',
    },
  },
  {
    name: 'found-by-the-item-before-the-head',
    why: 'between the two looks a run is copied and replaced, and is unknown though it is at work',
    file: 'core/find.ts',
    find: `  const head = await store.read(headOf(name.key), consistency);
  if (head?.run === name.run) return { record: head, place: headOf(name.key), head };
  const own = ownItemOf(name);
  return { record: await store.read(own, consistency), place: own, head };`,
    replace: `  const own = ownItemOf(name);
  const record = await store.read(own, consistency);
  const head = await store.read(headOf(name.key), consistency);
  if (head?.run === name.run) return { record: head, place: headOf(name.key), head };
  return { record, place: own, head };`,
  },
  {
    name: 'unknown-by-an-eventual-look',
    why: 'a lagging read says of a task ID that was just answered that there is no such run',
    file: 'core/status.ts',
    find: `const seen = asSeen((await locateRun(store, name, 'strong')).record, clock.now());`,
    replace: `const seen = asSeen((await locateRun(store, name, 'eventual')).record, clock.now());`,
  },
  {
    name: 'url-by-an-eventual-look',
    why: 'a lagging read says of a URL that it stands for nothing, or for an earlier run',
    file: 'core/status.ts',
    find: `headOf(keyOfUrl(sha256, url)), 'strong')`,
    replace: `headOf(keyOfUrl(sha256, url)), 'eventual')`,
  },
  {
    name: 'young-run-taken-for-lost',
    why: 'a run that nobody has claimed yet is taken for one whose message is gone',
    file: 'core/seen.ts',
    find: `    millis(record.claimableAt) <= nowMs &&
    millis(record.createdAt) + lostAfterMs <= nowMs`,
    replace: `    millis(record.claimableAt) <= nowMs`,
  },
  {
    name: 'lost-run-claimed',
    why: 'a run that reads as lost, and was replaced, is begun beside the one that replaced it',
    file: 'core/claim.ts',
    find: `createdAfter: instant(nowMs - lostAfterMs),`,
    replace: `createdAfter: instant(nowMs - 2 * lostAfterMs),`,
    test: {
      file: 'test/core/lost.test.ts',
      title: 'is not begun beside the run that has replaced it',
    },
  },
  {
    name: 'lost-within-a-quarter-of-an-hour',
    why: 'a run is taken for lost whose message waits in the queue for a worker',
    file: 'core/times.ts',
    find: `export const lostAfterMs = queueRetentionMs + functionTimeoutMs;`,
    replace: `export const lostAfterMs = functionTimeoutMs;`,
    test: {
      file: 'test/core/lost.test.ts',
      title: 'reads as FAILURE Lost once no message of it can exist, and a begin replaces it',
    },
  },
  {
    name: 'lease-of-0-taken-for-none',
    why: 'a run that was never claimed, and whose message is gone, is in flight for ever',
    file: 'core/seen.ts',
    find: `record.claimableAt !== null &&`,
    replace: `record.claimableAt !== null && millis(record.claimableAt) !== 0 &&`,
  },
  {
    name: 'good-result-gone-with-a-failed-run',
    why: 'three weeks after a run has failed its URL forgets an earlier result that is fresh for months, and begins',
    file: 'core/settlement.ts',
    find: `servableUntilMs(good)`,
    replace: `0 * servableUntilMs(good)`,
  },
  {
    name: 'good-result-gone-with-a-lost-run',
    why: 'three weeks after a run was lost its URL forgets an earlier result that is fresh for a year',
    file: 'core/seen.ts',
    find: `servableUntilMs(record.good)`,
    replace: `0 * servableUntilMs(record.good)`,
    test: {
      file: 'test/core/last-good.test.ts',
      title: 'is the answer as long as it is fresh',
    },
  },
  {
    name: 'result-expired-with-its-freshness',
    why: 'who waits for a result that is not kept fresh never gets it',
    file: 'core/status.ts',
    find: `Math.max(servableUntilMs(good) + readingMs, millis(good.finishedAt) + leastResultMs)`,
    replace: `Math.max(servableUntilMs(good), 0 * readingMs * leastResultMs)`,
  },
  {
    name: 'good-result-by-an-eventual-look',
    why: 'a lagging read says of the result that is the answer that there is no such run',
    file: 'core/status.ts',
    find: `store.read(ownItemOf({ key, run: good.run }), 'strong')`,
    replace: `store.read(ownItemOf({ key, run: good.run }), 'eventual')`,
    test: {
      file: 'test/core/lagging-reads.test.ts',
      title:
        'the last good result is found, whose run was replaced a moment ago by one that failed',
    },
  },
];
