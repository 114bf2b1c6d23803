import { hash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { createDocumentClient, createSqsClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { createSqsRunQueue } from '../../lambdas/adapters/sqs-run-queue.ts';
import { emulatorOptions } from '../emulators/clients.ts';
import { aRecord } from './records.ts';
import { headOf } from './store-under-test.ts';
import { startStub, type StubAnswer } from './stub-service.ts';

// What AWS answers and the emulators do not: each test stands in for it with the documented answer.

type Answer = (request: Record<string, unknown>) => StubAnswer | 'never';

async function storeOver(answer: Answer) {
  const { options } = await stubbed(answer);
  return createDynamoDBRunStore({ client: createDocumentClient(options), tableName: 'runs' });
}

async function queueOver(answer: Answer) {
  const { options, endpoint } = await stubbed(answer);
  const queueUrl = `${endpoint}/000000000000/runs`;
  return createSqsRunQueue({ client: createSqsClient(options), queueUrl });
}

/** Clients with their own patience, but for a second try. */
async function stubbed(answer: Answer) {
  const { endpoint, options } = await patient(answer);
  return { endpoint, options: { ...options, maxAttempts: 1 } };
}

/** Clients with their own patience. */
async function patient(answer: Answer) {
  const { endpoint, close } = await startStub(answer);
  onTestFinished(close);
  const { requestHandler: _, ...options } = emulatorOptions(endpoint);
  return { endpoint, options };
}

/** The first request meets a fault that passes. */
function passingFault(then: Record<string, unknown>): Answer {
  let requests = 0;
  return () => {
    requests += 1;
    return requests === 1 ? { status: 500, body: {} } : { status: 200, body: then };
  };
}

const failing = (name: string): StubAnswer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'because' },
});

test('a refused write that carries the item needs no read', async () => {
  const record = aRecord({ version: 12, result: '{"a":1}', resultAt: 'record' });
  const wireItem = {
    ...{ v: { N: '1' }, key: { S: record.key }, item: { S: '@' }, run: { S: record.run } },
    ...{ task: { S: 'add' }, digest: { S: 'digest' }, status: { S: 'PENDING' } },
    ...{ version: { N: '12' }, fence: { N: '0' }, attempt: { N: '0' } },
    ...{ claimableAt: { S: record.claimableAt }, createdAt: { S: record.createdAt } },
    ...{ result: { S: record.result }, resultAt: { S: 'record' } },
  };
  let requests = 0;
  const store = await storeOver((request) => {
    requests += 1;
    const { status, body } = failing('ConditionalCheckFailedException');
    const asked = request['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
    return { status, body: asked ? { ...body, Item: wireItem } : body };
  });
  const place = headOf(record.key);

  const put = await store.put(place, aRecord(), { absent: 'required' });
  const updated = await store.update(place, {}, { version: 3 });

  expect(put).toEqual({ applied: false, record });
  expect(updated).toEqual({ applied: false, record });
  expect(requests).toBe(2);
});

test('only a read that asks for it is strongly consistent; results and URLs always are', async () => {
  const asked: unknown[] = [];
  const store = await storeOver((request) => {
    asked.push(request['ConsistentRead']);
    return { status: 200, body: {} };
  });

  await store.read(headOf('k'), 'strong');
  await store.read(headOf('k'), 'eventual');
  await store.readResult({ key: 'k', run: 'r', fence: 1 });
  await store.readUrl('k');

  expect(asked).toEqual([true, false, true, true]);
});

test.each([
  ['ThrottlingException', true],
  ['ProvisionedThroughputExceededException', true],
  ['RequestLimitExceeded', true],
  ['ResourceNotFoundException', false],
  ['ValidationException', false],
])('%s is a fault of the store (throttled: %s) in every method', async (name, throttled) => {
  const store = await storeOver(() => failing(name));
  const fault = { name: 'StoreFault', throttled, message: expect.stringContaining(name) };
  const result = { key: 'k', run: 'r', fence: 1 };
  const at = '2030-01-01T00:00:00.000Z';

  await expect(store.read(headOf('k'), 'eventual')).rejects.toMatchObject(fault);
  await expect(store.put(headOf('k'), aRecord(), {})).rejects.toMatchObject(fault);
  await expect(store.update(headOf('k'), {}, {})).rejects.toMatchObject(fault);
  await expect(store.putResult(result, '1', at)).rejects.toMatchObject(fault);
  await expect(store.readResult(result)).rejects.toMatchObject(fault);
  await expect(store.putUrl('k', '/a', at)).rejects.toMatchObject(fault);
  await expect(store.readUrl('k')).rejects.toMatchObject(fault);
});

test.each([
  ['RequestThrottled', true],
  ['KmsThrottled', true],
  ['QueueDoesNotExist', false],
])('%s is a fault of the queue (throttled: %s)', async (name, throttled) => {
  const queue = await queueOver(() => failing(name));

  await expect(queue.send('{}')).rejects.toMatchObject({ name: 'StoreFault', throttled });
});

test('a message that arrived otherwise than it was sent is a fault of the queue', async () => {
  const queue = await queueOver(() => ({
    status: 200,
    body: { MessageId: 'm', MD5OfMessageBody: '00000000000000000000000000000000' },
  }));

  await expect(queue.send('{}')).rejects.toThrow(StoreFault);
});

test('a table or a queue that never answers is a fault after 3 s', async () => {
  const store = await storeOver(() => 'never');
  const queue = await queueOver(() => 'never');
  const askedAt = performance.now();

  const reading = expect(store.read(headOf('k'), 'strong')).rejects.toThrow(/TimeoutError/);
  const sending = expect(queue.send('{}')).rejects.toThrow(/TimeoutError/);

  await Promise.all([reading, sending]);
  expect(performance.now() - askedAt).toBeGreaterThan(2900);
});

test('a fault of the table that passes is not noticed', async () => {
  const { options } = await patient(passingFault({}));
  const client = createDocumentClient(options);
  const store = createDynamoDBRunStore({ client, tableName: 'runs' });

  expect(await store.read(headOf('k'), 'strong')).toBeUndefined();
});

test('a fault of the queue that passes is not noticed', async () => {
  const md5 = hash('md5', '{}');
  const { endpoint, options } = await patient(
    passingFault({ MessageId: 'm', MD5OfMessageBody: md5 }),
  );
  const queueUrl = `${endpoint}/000000000000/runs`;
  const queue = createSqsRunQueue({ client: createSqsClient(options), queueUrl });

  await expect(queue.send('{}')).resolves.toBeUndefined();
});
