import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { forManyCalls } from '../../client/direct-patience.ts';
import { createDocumentClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { startStub, type StubAnswer } from '../contract/stub-service.ts';
import { emulatorOptions } from '../emulators/clients.ts';

test('two hundred calls at once are under way at once, none waiting for another', async () => {
  const { promise: allArrived, resolve } = Promise.withResolvers<StubAnswer>();
  let arrived = 0;
  const { endpoint, close } = await startStub(() => {
    arrived += 1;
    if (arrived === 200) resolve({ status: 200, body: {} });
    return allArrived;
  });
  onTestFinished(close);
  const client = createDocumentClient({ ...emulatorOptions(endpoint), ...forManyCalls });
  onTestFinished(() => client.destroy());
  const store = createDynamoDBRunStore({ client, tableName: 'runs' });

  const reads = Array.from({ length: 200 }, () =>
    store.read({ key: randomUUID(), item: 'head' }, 'strong'),
  );

  expect(await Promise.all(reads)).toEqual(reads.map(() => undefined));
  expect(arrived).toBe(200);
});
