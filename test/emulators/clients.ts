import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AwsClientOptions } from '../../lambdas/adapters/aws-clients.ts';

/** What a client needs to speak to an emulator, which looks at none of it but the endpoint. */
export function emulatorOptions(endpoint: string): AwsClientOptions {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // Of hundreds of calls at once on a busy machine the last may wait for long.
    requestHandler: { requestTimeout: 25_000, throwOnRequestTimeout: true },
  };
}

export interface Table {
  tableName: string;
  deleteTable(): Promise<void>;
}

/** What names an item, as in the stack's table. */
export const tableKeys = {
  KeySchema: [
    { AttributeName: 'key', KeyType: 'HASH' },
    { AttributeName: 'item', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'key', AttributeType: 'S' },
    { AttributeName: 'item', AttributeType: 'S' },
  ],
} satisfies Partial<CreateTableCommandInput>;

/** Creates a table of a name of its own, keyed as the stack's. */
export async function createTable(client: DynamoDBDocumentClient): Promise<Table> {
  const TableName = `runs-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      ...tableKeys,
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  return {
    tableName: TableName,
    async deleteTable() {
      await client.send(new DeleteTableCommand({ TableName }));
    },
  };
}
