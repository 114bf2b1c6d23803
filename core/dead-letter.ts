import { endMessage, type EndMessagePorts } from './end-message.ts';
import { decodeMessage } from './message.ts';
import type { Delivery, Receipt } from './ports.ts';

const deadLettered = {
  name: 'DeadLettered',
  message: 'The queue gave its message up: it was received too often without coming to an end',
};

/**
 * Ends the run of a message that the queue gave up on.
 *
 * Throws `StoreFault` and `UnknownShape`: the message is to be kept.
 */
export async function endDeadLetter(delivery: Delivery, ports: EndMessagePorts): Promise<Receipt> {
  return endMessage(decodeMessage(delivery.body), deadLettered, delivery, ports);
}
