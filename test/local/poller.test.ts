import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { MappingShape } from '../../local/template/shape.ts';
import { call, countsOf, createQueue, isEmpty, poll, send, type Work } from './queue-under-test.ts';
import { until } from './until.ts';

test('a record holds a message as Lambda hands it over', async () => {
  const queue = createQueue({ VisibilityTimeout: '60' });
  const records: SQSRecord[] = [];
  const sentAt = Date.now();
  await call(queue, 'SendMessage', {
    MessageBody: 'hello',
    MessageAttributes: { colour: { DataType: 'String', StringValue: 'blue' } },
  });

  poll(queue, (batch) => void records.push(...batch));
  const record = await until(() => records[0]);

  expect(record).toEqual({
    messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    receiptHandle: expect.any(String),
    body: 'hello',
    attributes: expect.objectContaining({ ApproximateReceiveCount: '1', SenderId: '000000000000' }),
    messageAttributes: {
      colour: {
        stringValue: 'blue',
        stringListValues: [],
        binaryListValues: [],
        dataType: 'String',
      },
    },
    md5OfBody: '5d41402abc4b2a76b9719d911017c592',
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: 'us-east-1',
  });
  expect(Number(record.attributes.SentTimestamp)).toBeGreaterThanOrEqual(sentAt);
  expect(Number(record.attributes.ApproximateFirstReceiveTimestamp)).toBeGreaterThanOrEqual(sentAt);
});

test('messages come in batches of the size that the mapping says', async () => {
  const queue = createQueue();
  await send(queue, 'a', 'b', 'c', 'd', 'e');
  const batches: string[][] = [];

  poll(queue, (records) => void batches.push(records.map(({ body }) => body)), { batchSize: 2 });
  await until(() => isEmpty(queue));

  expect(batches.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1]);
});

test('a message that is sent while the poller waits is handed over at once', async () => {
  const queue = createQueue();
  const received = Promise.withResolvers<number>();
  poll(queue, () => received.resolve(Date.now()));

  const sentAt = Date.now();
  await send(queue, 'now');

  expect((await received.promise) - sentAt).toBeLessThan(1000);
});

describe('a message stays in the queue, hidden as long as its visibility lasts', () => {
  test.each([
    ['where its batch failed', () => Promise.reject(new Error('failed')), 2],
    ['where it is named as failed', named('b'), 1],
    ['with all of its batch where an unknown one is named', () => failures('unknown'), 2],
    ['with all of its batch where an empty one is named', () => failures(''), 2],
    ['with all of its batch where none is named in an entry', () => failures(null), 2],
    [
      'with all of its batch where an entry has another key',
      () => ({ batchItemFailures: [{ messageId: 'x' }] }),
      2,
    ],
    ['with all of its batch where the failures are no list', () => ({ batchItemFailures: 7 }), 2],
    ['with all of its batch where the answer is no object', () => 'done', 2],
  ])('%s', async (_, work: Work, kept) => {
    const queue = createQueue({ VisibilityTimeout: '60' });
    await send(queue, 'a', 'b');

    const { close } = poll(queue, work);
    await until(async () => ((await countsOf(queue))[0] === '0' ? true : undefined));
    await close();

    expect(await countsOf(queue)).toEqual(['0', String(kept)]);
  });

  test('and comes again when it ends, with a greater receive count', async () => {
    const queue = createQueue({ VisibilityTimeout: '1' });
    await send(queue, 'a');
    const counts: string[] = [];

    poll(queue, ([record]) => {
      counts.push(record?.attributes.ApproximateReceiveCount ?? '');
      if (counts.length === 1) throw new Error('failed');
    });
    await until(() => isEmpty(queue));

    expect(counts).toEqual(['1', '2']);
  });
});

describe('a batch is deleted', () => {
  test.each([
    ['where nothing is returned', () => undefined, {}],
    ['where an empty object is returned', () => ({}), {}],
    ['where the list of failures is empty', () => ({ batchItemFailures: [] }), {}],
    ['where the list of failures is null', () => ({ batchItemFailures: null }), {}],
    [
      'whatever is returned, where the mapping does not report failures',
      () => failures('unknown'),
      { reportsBatchItemFailures: false },
    ],
  ])('%s', async (_, work: Work, mapping: Partial<MappingShape>) => {
    const queue = createQueue({ VisibilityTimeout: '60' });
    await send(queue, 'a', 'b');

    poll(queue, work, mapping);

    await until(() => isEmpty(queue));
  });
});

test('what is received too often goes to the dead-letter queue', async () => {
  const deadLetters = createQueue();
  const redrive = { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 1 };
  const queue = createQueue({
    VisibilityTimeout: '1',
    RedrivePolicy: JSON.stringify(redrive),
  });
  await send(queue, 'a');

  poll(queue, named('a'));

  await until(async () => ((await countsOf(deadLetters))[0] === '1' ? true : undefined));
});

test.each([
  ['its processes', {}, 4],
  ['the concurrency that the mapping says', { maximumConcurrency: 2 }, 2],
])('as many batches are with the function as %s allow', async (_, mapping, most) => {
  const queue = createQueue({ VisibilityTimeout: '60' });
  await send(queue, 'a', 'b', 'c', 'd', 'e', 'f');
  const gate = Promise.withResolvers<void>();
  let working = 0;

  const { close } = poll(
    queue,
    async () => {
      working += 1;
      await gate.promise;
    },
    { batchSize: 1, ...mapping },
  );
  await until(() => working === most || undefined);

  expect(await countsOf(queue)).toEqual([String(6 - most), String(most)]);
  gate.resolve();
  await until(() => isEmpty(queue));
  await close();
  expect(working).toBe(6);
});

test('a queue that cannot be polled is reported, and closing does not wait for it', async () => {
  const queue = { ...createQueue(), url: createQueue().url.replace(/[^/]+$/, 'nowhere') };

  const { close, reports } = poll(queue, () => undefined);
  await until(() => reports[0]);
  await close();

  expect(reports[0]).toMatch(/^Polling .*nowhere failed: .*QueueDoesNotExist/);
});

function failures(itemIdentifier: unknown) {
  return { batchItemFailures: [{ itemIdentifier }] };
}

/** Names the message of that body as failed. */
function named(body: string): Work {
  return (records) => ({
    batchItemFailures: records
      .filter((record) => record.body === body)
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  });
}
