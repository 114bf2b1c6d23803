import type { Bug } from './bug.ts';

/** What no schedule shows: keys, digests, sizes, shapes, threads and the language of the table. */
export const formBugs: readonly Bug[] = [
  {
    name: 'key-by-plain-concatenation',
    why: 'two tenants, or a tenant and a URL, share a key where their texts run into each other',
    file: 'core/key.ts',
    find: '`${field.length}:${field}`',
    replace: '`${field}`',
    test: {
      file: 'test/core/key.test.ts',
      title: 'a tenant that ends as a URL begins shares no key with another',
    },
  },
  {
    name: 'digest-without-arguments',
    why: 'the digest tells tasks apart and not their arguments',
    file: 'core/key.ts',
    find: `fieldsText('madrona-async/digest/1', task, argsJson)`,
    replace: `fieldsText('madrona-async/digest/1', task, argsJson.slice(0, 0))`,
    test: { file: 'test/core/key.test.ts', title: 'a digest tells tasks and arguments apart' },
  },
  {
    name: 'arguments-not-held-against-their-digest',
    why: 'a queue that changes a message makes a task run with other arguments, and its result is served for these',
    file: 'core/work.ts',
    find: `digestOf(ports.sha256, message.task, message.args) !== held.record.digest`,
    replace: `message.digest !== held.record.digest`,
    test: {
      file: 'test/core/work.test.ts',
      title: 'fails a run whose arguments are not those it was begun with',
    },
  },
  {
    name: 'error-too-large-to-store',
    why: 'an error whose text does not fit cannot be written, and its run never ends',
    file: 'core/layout.ts',
    find: `error: cutError(error, Math.min(errorLimitBytes, room))`,
    replace: `error: room < 0 ? cutError(error, errorLimitBytes) : error`,
    test: {
      file: 'test/core/layout.test.ts',
      title: 'cuts a long error and a long message with …, between characters',
    },
  },
  {
    name: 'no-room-kept-for-a-cancel',
    why: 'a request to cancel makes a full head larger than one unit',
    file: 'core/layout.ts',
    find: `return { ...record, cancelRequestedAt: anyTime, version: largeCount };`,
    replace: `return { ...record, version: largeCount };`,
    test: {
      file: 'test/core/layout.test.ts',
      title: 'that its result fills has room left for a request to cancel',
    },
  },
  {
    name: 'message-of-another-version-taken',
    why: 'a message that means something else by now is worked on as if it did not',
    file: 'core/message.ts',
    find: `v: z.literal(messageVersion),`,
    replace: `v: z.number().transform((): 1 => messageVersion),`,
    test: {
      file: 'test/core/layout.test.ts',
      title: 'of another version is of an unknown shape, though all else is there',
    },
  },
  {
    name: 'unreadable-message-dropped',
    why: 'what this version cannot read is deleted, though the next could',
    file: 'lambdas/adapters/sqs-batch.ts',
    find: `        return 'kept';`,
    replace: `        return error instanceof Error && error.name === 'UnknownShape' ? 'done' : 'kept';`,
    test: {
      file: 'test/worker/batch.test.ts',
      title: 'keeps what it cannot read, says so with its name, and does the others',
    },
  },
  {
    name: 'item-of-another-version-written-over',
    why: 'this version changes an item that a later one has written, and loses what it does not know',
    file: 'lambdas/adapters/guard-expression.ts',
    find: `    '#v = :v',`,
    replace: `    'attribute_exists(#v)',`,
    test: {
      file: 'test/contract/run-store.test.ts',
      title: 'is not written over, whatever the guard says',
    },
  },
  {
    name: 'fence-left-out-of-the-condition',
    why: 'the rules ask for the fence, and the adapter does not pass it on',
    file: 'lambdas/adapters/guard-expression.ts',
    find: `    ...(guard.fence === undefined ? [] : ['#fence = :fence']),\n`,
    replace: ``,
    test: {
      file: 'test/contract/run-store.test.ts',
      title: 'a write is applied if and only if its guard holds, and refused with what is there',
    },
  },
  {
    name: 'always-an-eventual-read',
    why: 'the adapter forgets that a strong read was asked for',
    file: 'lambdas/adapters/dynamodb-run-store.ts',
    find: `const ConsistentRead = consistency === 'strong';`,
    replace: `const ConsistentRead = consistency === 'eventual';`,
    test: {
      file: 'test/contract/aws-answers.test.ts',
      title: 'only a read that asks for it is strongly consistent; results and URLs always are',
    },
  },
  {
    name: 'ttl-in-milliseconds',
    why: 'the table deletes nothing before the year 50000',
    file: 'core/record-item.ts',
    find: `return Math.ceil(millis(expiresAt) / 1000);`,
    replace: `return Math.ceil(millis(expiresAt));`,
    test: {
      file: 'test/core/record-item.test.ts',
      title: 'an item may go at the end of the second in which its record expires',
    },
  },
  {
    name: 'attempt-lost-to-a-late-batch',
    why: 'a run is claimed that the time left cannot finish, and loses an attempt',
    file: 'core/work.ts',
    find: `if (ports.remainingMs() < policy.timeoutSeconds * 1000 + settleMarginMs) {`,
    replace: `if (ports.remainingMs() < settleMarginMs) {`,
    test: {
      file: 'test/core/work.test.ts',
      title: 'claims nothing that the time left cannot finish',
    },
  },
  {
    name: 'lines-posted-without-end',
    why: "a task that logs much keeps the worker's own thread so busy that it sends no heartbeat: the lease lapses",
    file: 'lambdas/worker/thread-reports.ts',
    find: `  if ('size' in said) room.take(said.size);\n`,
    replace: ``,
    test: {
      file: 'test/worker/thread-output.test.ts',
      title:
        'a task that logs without end leaves the worker its turns, and is ended at its time-out',
    },
  },
];
