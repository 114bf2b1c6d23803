import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { createTable, emulatorOptions } from '../emulators/clients.ts';
import { startDynalite, type Emulator } from '../emulators/dynalite.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import { dynamodbEndpoint } from './env.ts';
import { runStoreContract } from './run-store.contract.ts';
import type { StoreUnderTest } from './store-under-test.ts';

runStoreContract('a table in memory', async () => {
  const store = createMemoryRunStore();
  return {
    store,
    writeItem: async (item) => store.writeItem(item),
    readItem: async (key, item) =>
      store.items().find((found) => found['key'] === key && found['item'] === item),
    close: async () => {},
  };
});

runStoreContract('a table in dynalite', async () => tableIn(await startDynalite()));

if (dynamodbEndpoint !== undefined) {
  const endpoint = dynamodbEndpoint;
  runStoreContract(`a table at ${endpoint}`, () => tableIn({ endpoint, close: async () => {} }));
}

async function tableIn(emulator: Emulator): Promise<StoreUnderTest> {
  const client = createDocumentClient(emulatorOptions(emulator.endpoint));
  const { tableName: TableName, deleteTable } = await createTable(client);
  return {
    store: createDynamoDBRunStore({ client, tableName: TableName }),
    async writeItem(Item) {
      await client.send(new PutCommand({ TableName, Item }));
    },
    async readItem(key, item) {
      const Key = { key, item };
      return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
    },
    async close() {
      await deleteTable();
      client.destroy();
      await emulator.close();
    },
  };
}
