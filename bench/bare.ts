import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Hono } from 'hono/tiny';

/** The least that an API of this kind loads: its router, and the calls that it makes of table and queue. */
const table = new DynamoDBClient({});
const queue = new SQSClient({});
const app = new Hono();

app.get('/', async (c) => {
  const TableName = 'table';
  const Key = { key: { S: 'key' } };
  await table.send(new GetItemCommand({ TableName, Key }));
  await table.send(new PutItemCommand({ TableName, Item: Key }));
  await table.send(new UpdateItemCommand({ TableName, Key }));
  await queue.send(new SendMessageCommand({ QueueUrl: 'queue', MessageBody: 'body' }));
  return c.text('done');
});

export const handler = (request: Request) => app.fetch(request);
