import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll } from 'vitest';
import * as tasks from '#tasks';
import { createDirectClient } from '../../client/direct.ts';
import { startEmbedded, type Embedded } from '../../local/embedded.ts';
import { emulatorOptions } from '../emulators/clients.ts';
import { clientSuite, endToEndSuite } from './suite.ts';
import type { Target } from './target.ts';

let embedded: Embedded;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;

beforeAll(async () => {
  embedded = await startEmbedded({ memory: true });
  dynamodb = new DynamoDBClient(emulatorOptions(embedded.endpoints.dynamodb));
  sqs = new SQSClient(emulatorOptions(embedded.endpoints.sqs));
}, 120_000);

afterAll(async () => {
  dynamodb.destroy();
  sqs.destroy();
  await embedded.close();
});

const overHttps = (): Target => ({
  url: embedded.url,
  fetch: globalThis.fetch,
  begins: 1000,
  async sendDeadLetter(body) {
    const command = { QueueUrl: embedded.deadLetterQueueUrl, MessageBody: body };
    await sqs.send(new SendMessageCommand(command));
  },
});

endToEndSuite('on the embedded stack', overHttps);

clientSuite('by the direct client, on the embedded stack', () => {
  const { tableName: table, queueUrl: queue } = embedded;
  return { ...overHttps(), client: createDirectClient({ table, queue, tasks, dynamodb, sqs }) };
});
