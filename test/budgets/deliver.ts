import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sqsEvent } from '../../local/polling/sqs-event.ts';

type BatchHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * What Lambda's poller does with one message: receives it, hands it to the function, and deletes it unless it is
 * reported as failed.
 */
export async function deliverOne(
  client: SQSClient,
  { url: QueueUrl, arn }: { url: string; arn: string },
  handler: BatchHandler,
): Promise<'done' | 'kept'> {
  const received = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  const [message] = received.Messages ?? [];
  if (message === undefined) throw new Error('The queue has no message to deliver');
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 900_000 };
  const answer = await handler(sqsEvent([{ ...message }], arn), context as Context);
  if (answer.batchItemFailures.length > 0) return 'kept';
  const { ReceiptHandle } = message;
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return 'done';
}
