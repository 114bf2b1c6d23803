import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Delivery, RunQueue } from '../../core/ports.ts';
import { longestVisibilitySeconds } from '../../core/times.ts';
import { storeFault } from './store-fault.ts';

export function createSqsRunQueue(options: { client: SQSClient; queueUrl: string }): RunQueue {
  const { client, queueUrl: QueueUrl } = options;
  return {
    async send(MessageBody) {
      try {
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      } catch (cause) {
        throw storeFault('queue', 'take a message', cause);
      }
    },
  };
}

export interface SqsDeliveryOptions {
  client: SQSClient;
  queueUrl: string;
  receiptHandle: string;
  body: string;
}

/** A message that Lambda received from the queue. */
export function createSqsDelivery(options: SqsDeliveryOptions): Delivery {
  const { client, queueUrl: QueueUrl, receiptHandle: ReceiptHandle, body } = options;
  return {
    body,
    async setVisibility(seconds) {
      const VisibilityTimeout = Math.min(
        Math.max(Math.ceil(seconds), leastVisibilitySeconds),
        longestVisibilitySeconds,
      );
      try {
        await client.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }),
        );
      } catch (cause) {
        throw storeFault('queue', 'set the visibility of a message', cause);
      }
    },
  };
}

/** With 0, fauxqs 2.4.1 loses a message that it keeps on disk. */
const leastVisibilitySeconds = 1;
