import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { HttpRequest } from '@smithy/core/protocols';
import { expect, it } from 'vitest';
import { createDocumentClient } from '../../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../../lambdas/adapters/dynamodb-run-store.ts';
import { runStoreContract } from '../../contract/run-store.contract.ts';
import { emulatorOptions } from '../../emulators/clients.ts';
import { answer } from './clients.ts';
import { applied, operationOf, type Item } from './dynalite-engine.ts';

const TableName = 'runs';

/** A client of a table that is a map of items, and answers at once. */
function createClient() {
  const items = new Map<string, Item>();
  return createDocumentClient({
    ...emulatorOptions('http://services.simulated'),
    requestHandler: {
      async handle({ headers, body }: HttpRequest) {
        const [, operation = ''] = (headers['x-amz-target'] ?? '').split('.');
        const input = JSON.parse(new TextDecoder().decode(body));
        const { key, item } = input.Key ?? input.Item;
        const id = `${key.S} ${item.S}`;
        const { status, body: said, after } = applied(operationOf(operation), input, items.get(id));
        if (after !== undefined) items.set(id, after);
        return { response: answer(status, said) };
      },
    },
  });
}

runStoreContract('the table that schedules reach through the SDK', async () => {
  const client = createClient();
  return {
    store: createDynamoDBRunStore({ client, tableName: TableName }),
    async writeItem(item) {
      await client.send(new PutCommand({ TableName, Item: item }));
    },
    async readItem(key, item) {
      return (await client.send(new GetCommand({ TableName, Key: { key, item } }))).Item;
    },
    close: async () => client.destroy(),
  };
});

it('refuses what DynamoDB does: values that no expression uses, and operations it does not know', () => {
  const Item = { key: { S: 'k' }, item: { S: '@' } };

  expect(() =>
    applied(
      'PutItem',
      {
        ...{ TableName, Item, ConditionExpression: 'attribute_not_exists(#key)' },
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':unused': { N: '1' } },
      },
      undefined,
    ),
  ).toThrow('ExpressionAttributeValues unused');
  expect(() => operationOf('Query')).toThrow('known are GetItem, PutItem, UpdateItem');
});
