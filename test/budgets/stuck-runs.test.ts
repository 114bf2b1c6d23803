import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { tellStuckRuns } from '../../core/stuck.ts';
import { itemBytes, type RecordItem } from '../../core/record-item.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { createDynamoDBRunSurvey } from '../../lambdas/adapters/dynamodb-run-survey.ts';
import { aRecord } from '../contract/records.ts';
import { putNew } from '../contract/store-under-test.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { countTable } from './count-table.ts';
import { createMeter } from './meter.ts';
import { startServices } from './services.ts';

test('a look for stuck runs costs half a unit for each 4 KB of the table, and a unit for each that it finds', async () => {
  const { tableName, tableOptions, newClients, close } = await startServices();
  onTestFinished(close);
  const client = newClients().table;
  const store = createDynamoDBRunStore({ client, tableName });
  for (let count = 0; count < 99; count += 1) {
    await putNew(store, aRecord({ digest: 'd'.repeat(400) }));
  }
  const createdAt = '2029-12-31T00:00:00.000Z';
  await putNew(store, aRecord({ status: 'STARTED', createdAt, claimableAt: createdAt }));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  const bytes = Items.reduce((sum, item) => sum + itemBytes(item as RecordItem), 0);
  const meter = createMeter();
  countTable(client, meter, tableOptions);
  const clock = createFakeClock();
  const log = { info: () => undefined, error: () => undefined };
  const survey = createDynamoDBRunSurvey({ client, tableName });
  const ports = { survey, store, clock, log };

  const spent = await meter.measure(async () => {
    const telling = tellStuckRuns(ports);
    await expect.poll(() => clock.sleepers()).toBe(1);
    await clock.runUntil(telling);
  });

  expect(spent).toMatchObject({ eventualReads: 1, strongReads: 1, writes: 0 });
  expect(spent.readUnits - 1).toBeCloseTo(bytes / 4096 / 2, 0);
});
