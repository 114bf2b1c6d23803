import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivery } from '../../core/ports.ts';
import { functionTimeoutMs } from '../../core/times.ts';
import { sqsEvent } from '../../local/polling/sqs-event.ts';
import type { MemoryRunQueue, Received } from '../fakes/memory-run-queue.ts';
import { keptOf } from '../worker/batch.ts';
import type { Line } from './line.ts';
import { asTodaysMessage } from './next-version.ts';

/** What became of the message of an invocation; `empty`: there was none. */
export type Consumed = 'done' | 'kept' | 'empty';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Hands one message to a process of its own, and removes it if that is done with it, as Lambda does. */
export async function consumeOne(
  from: MemoryRunQueue,
  line: Line,
  createHandler: (line: Line, deliveryOf: () => Delivery) => Handler,
  invocationMs = functionTimeoutMs,
): Promise<Consumed> {
  const received = await from.receive();
  if (received === undefined) return 'empty';
  const handler = createHandler(line, () => deliveryOn(line, received));
  const message = { MessageId: received.messageId, Body: received.body };
  const event = sqsEvent([message], 'arn:aws:sqs:eu-west-1:000000000000:runs');
  const kept = await keptOf(handler, event, () => invocationMs);
  if (kept.length > 0) return 'kept';
  // That Lambda could not delete it, its function does not hear.
  await line.route({ method: 'remove', args: [] }, () => received.remove()).catch(() => undefined);
  return 'done';
}

function deliveryOn({ route, isNewer }: Line, { delivery }: Received): Delivery {
  return {
    body: isNewer ? asTodaysMessage(delivery.body) : delivery.body,
    setVisibility: (seconds) =>
      route({ method: 'setVisibility', args: [seconds] }, () => delivery.setVisibility(seconds)),
  };
}
