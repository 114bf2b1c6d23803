import { hash } from 'node:crypto';
import * as z from 'zod';
import { StoreFault } from '../../../core/errors.ts';
import type { Queue } from '../queue.ts';
import type { Service } from './transport.ts';

const sent = z.object({ QueueUrl: z.string(), MessageBody: z.string() });
const changed = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int(),
});

/** The simulated queues behind the API of SQS. */
export function createQueueService(queueAt: (url: string) => Queue): Service {
  return {
    throttlings: ['RequestThrottled', 'KmsThrottled'],
    tell: (operation, { ReceiptHandle, VisibilityTimeout }) =>
      operation === 'SendMessage'
        ? 'send a message'
        : `set visibility of ${String(ReceiptHandle)} to ${String(VisibilityTimeout)} s`,
    act(_, operation, input) {
      switch (operation) {
        case 'SendMessage': {
          const { QueueUrl, MessageBody } = sent.parse(input);
          queueAt(QueueUrl).take(MessageBody);
          const MD5OfMessageBody = hash('md5', MessageBody);
          return { status: 200, body: { MessageId: 'sent', MD5OfMessageBody } };
        }
        case 'ChangeMessageVisibility': {
          const { QueueUrl, ReceiptHandle, VisibilityTimeout } = changed.parse(input);
          return answered(() =>
            queueAt(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout),
          );
        }
        default:
          throw new Error(`The simulated queue knows no ${operation}`);
      }
    },
  };
}

function answered(change: () => void): { status: number; body: object } {
  try {
    change();
    return { status: 200, body: {} };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const { message } = error;
    return { status: 400, body: { __type: 'com.amazonaws.sqs#ReceiptHandleIsInvalid', message } };
  }
}
