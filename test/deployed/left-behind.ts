import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { output, type StackOutputs } from '../../local/emulator/outputs.ts';
import { emulatorOptions } from '../emulators/clients.ts';

/** What a stack keeps that does not go away by itself: items without a time to live, and messages. */
export async function leftBehind(
  endpoint: string,
  outputs: StackOutputs,
): Promise<{ items: unknown[]; messages: number }> {
  const dynamodb = new DynamoDBClient(emulatorOptions(endpoint));
  const sqs = new SQSClient({ ...emulatorOptions(endpoint), useQueueUrlAsEndpoint: false });
  try {
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
  } finally {
    dynamodb.destroy();
    sqs.destroy();
  }
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
