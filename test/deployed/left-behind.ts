import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { output, type StackOutputs } from '../../local/emulator/outputs.ts';
import { emulatorOptions } from '../emulators/clients.ts';

/** Items without a time to live, and messages. */
interface Left {
  items: unknown[];
  messages: number;
}

/** What a stack still keeps after so many seconds that does not go away by itself; it looks once a second. */
export async function leftBehind(
  endpoint: string,
  outputs: StackOutputs,
  seconds: number,
): Promise<Left> {
  const dynamodb = new DynamoDBClient(emulatorOptions(endpoint));
  const sqs = new SQSClient({ ...emulatorOptions(endpoint), useQueueUrlAsEndpoint: false });
  const deadline = Date.now() + seconds * 1000;
  try {
    for (;;) {
      const left = await lookFor(dynamodb, sqs, outputs);
      const isNothing = left.items.length === 0 && left.messages === 0;
      if (isNothing || Date.now() > deadline) return left;
      await sleep(1000);
    }
  } finally {
    dynamodb.destroy();
    sqs.destroy();
  }
}

async function lookFor(
  dynamodb: DynamoDBClient,
  sqs: SQSClient,
  outputs: StackOutputs,
): Promise<Left> {
  const items: unknown[] = [];
  const TableName = output(outputs, 'TableName');
  const client = DynamoDBDocumentClient.from(dynamodb);
  for await (const page of paginateScan({ client }, { TableName })) {
    items.push(...(page.Items ?? []).filter((item) => typeof item['ttl'] !== 'number'));
  }
  const counts = await Promise.all(
    ['QueueUrl', 'DeadLetterQueueUrl'].map((name) => messagesIn(sqs, output(outputs, name))),
  );
  return { items, messages: counts.reduce((sum, count) => sum + count, 0) };
}

async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const kinds = ['', 'NotVisible', 'Delayed'].map(
    (kind) => `ApproximateNumberOfMessages${kind}` as 'ApproximateNumberOfMessages', // three there are
  );
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: kinds }),
  );
  return kinds.reduce((sum, kind) => sum + Number(Attributes[kind]), 0);
}
