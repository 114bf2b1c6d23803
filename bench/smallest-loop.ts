import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient, createSqsClient } from '../lambdas/adapters/aws-clients.ts';
import type { StackPlace } from './stack-place.ts';

export interface SmallestLoop {
  /** One conditional put, one send, one receive, two updates, one delete. */
  once(): Promise<void>;
  close(): void;
}

/** The least that a run needs of the same table and of a queue beside the stack's own, by the same clients. */
export async function createSmallestLoop(place: StackPlace): Promise<SmallestLoop> {
  const { tableName: TableName, endpoints } = place;
  const common = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const table = createDocumentClient({ ...common, endpoint: endpoints.dynamodb });
  const queue = createSqsClient({ ...common, endpoint: endpoints.sqs });
  const QueueName = 'smallest-loop';
  await queue.send(new CreateQueueCommand({ QueueName }));
  const QueueUrl = `${endpoints.sqs}/000000000000/${QueueName}`;

  async function setStatus(key: string, from: string, to: string): Promise<void> {
    await table.send(
      new UpdateCommand({
        TableName,
        Key: { key, item: '@' },
        UpdateExpression: 'SET #status = :to',
        ConditionExpression: '#status = :from',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':from': from, ':to': to },
      }),
    );
  }

  return {
    async once() {
      const sent = randomUUID();
      await table.send(
        new PutCommand({
          TableName,
          Item: { key: sent, item: '@', status: 'PENDING' },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
        }),
      );
      await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: sent }));
      const received = await queue.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
      );
      const [{ Body: key = '', ReceiptHandle } = {}] = received.Messages ?? [];
      await setStatus(key, 'PENDING', 'STARTED');
      await setStatus(key, 'STARTED', 'SUCCESS');
      await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    close() {
      table.destroy();
      queue.destroy();
    },
  };
}
