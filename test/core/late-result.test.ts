import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunStore } from '../../core/ports.ts';
import { resultOf } from '../../core/status.ts';
import { leaseMs } from '../../core/times.ts';
import { createDocumentClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { createTable, emulatorOptions } from '../emulators/clients.ts';
import { startDynalite } from '../emulators/dynalite.ts';
import { createFaultyRunStore } from '../fakes/faulty-run-store.ts';
import { beforeFirst } from './faults.ts';
import { createWorld, idOf } from './world.ts';

let table: { store: RunStore; close(): Promise<void> };

beforeEach(async () => {
  const { endpoint, close } = await startDynalite();
  const client = createDocumentClient(emulatorOptions(endpoint));
  const { tableName } = await createTable(client);
  table = {
    store: createDynamoDBRunStore({ client, tableName }),
    async close() {
      client.destroy();
      await close();
    },
  };
});

afterEach(() => table.close());

it('a large result that comes after another attempt has won is served to nobody', async () => {
  const late = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holdsFirst = beforeFirst(
    ({ method }) => method === 'putResult',
    () => {
      isHeld.resolve();
      return late.promise;
    },
  );
  const resultOfAttempt = (attempt: number) => `${attempt} `.repeat(1_000);
  const world = createWorld({
    run: ({ attempt }) => resultOfAttempt(attempt),
    through: () => createFaultyRunStore(table.store, holdsFirst),
  });
  const taskId = idOf(await world.begin());
  const zombie = world.startWork();
  await isHeld.promise;
  await world.clock.advance(leaseMs + 2_000);
  const second = await world.startWork();

  late.resolve();

  expect([await zombie, second]).toEqual(['failed', 'done']);
  for (const record of [await world.byId(taskId), await world.byUrl()]) {
    expect(record).toMatchObject({ attempt: 2, resultAt: 'result' });
    expect(JSON.parse(await resultOf(record, world.ports))).toBe(resultOfAttempt(2));
  }
});
