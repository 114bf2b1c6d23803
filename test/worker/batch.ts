import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Log } from '../../core/ports.ts';
import { sqsEvent } from '../../local/polling/sqs-event.ts';
import type { BatchPorts } from '../../lambdas/adapters/sqs-batch.ts';
import type { MemoryRunQueue, Received } from '../fakes/memory-run-queue.ts';

/** All that the queue shows, as one event, with what a handler of it needs and what that logs. */
export async function createBatch(queue: MemoryRunQueue) {
  const received = new Map<string, Received>();
  for (let next = await queue.receive(); next !== undefined; next = await queue.receive()) {
    received.set(next.messageId, next);
  }
  const logged: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    error: (event, fields) => void logged.push({ event, ...fields }),
  };
  const deliveryOf: BatchPorts['deliveryOf'] = ({ messageId }) => {
    const message = received.get(messageId);
    if (message === undefined) throw new Error(`No message ${messageId} was received`);
    return message.delivery;
  };
  const messages = [...received.values()].map(({ messageId, body }) => ({
    MessageId: messageId,
    Body: body,
  }));
  const event = sqsEvent(messages, 'arn:aws:sqs:eu-west-1:000000000000:runs');
  return { ports: { deliveryOf, log }, event, ids: [...received.keys()], logged };
}

/** The names of the messages that come again. */
export async function keptOf(
  handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>,
  event: SQSEvent,
  getRemainingTimeInMillis = () => 900_000,
): Promise<string[]> {
  const { batchItemFailures } = await handler(event, contextOf(getRemainingTimeInMillis));
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** As much of Lambda's context as handlers look at. */
function contextOf(getRemainingTimeInMillis: () => number): Context {
  return { awsRequestId: 'request-1', getRemainingTimeInMillis } as Context;
}
