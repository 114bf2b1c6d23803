import { endMessage, type EndMessagePorts } from './end-message.ts';
import { decodeMessage } from './message.ts';
import type { Policy } from './policy.ts';
import type { Delivery, Receipt, RunQueue } from './ports.ts';
import { millis, type RunRecord } from './run.ts';
import { sendAgainMs } from './times.ts';

/** The world as a dead letter's consumer sees it. */
export interface DeadLetterPorts extends EndMessagePorts {
  /** Where messages go to the workers. */
  queue: RunQueue;
}

const deadLettered = {
  name: 'DeadLettered',
  message: 'The queue gave its message up: it was received too often without coming to an end',
};

/**
 * Makes an end of a message that the queue gave up on. One that was received too often has not failed: the table may
 * have been down, or another message of its run at work. So it is sent again where its run may still be worked on;
 * else its run is ended.
 *
 * Throws `StoreFault` and `UnknownShape`: the message is to be kept.
 */
export async function endDeadLetter(delivery: Delivery, ports: DeadLetterPorts): Promise<Receipt> {
  const message = decodeMessage(delivery.body);
  return endMessage(message, deadLettered, delivery, ports, async (record, policy) => {
    if (!mayGoOn(record, policy, ports.clock.now())) return false;
    // Before its dead letter is deleted: of two messages one is dropped, of none the run would be lost.
    await ports.queue.send(delivery.body);
    ports.log.error('message sent again', { task: message.task, run: message.run });
    return true;
  });
}

/** What kills its process before any claim would go round for ever, but for its age. */
function mayGoOn(record: RunRecord, policy: Policy, nowMs: number): boolean {
  const isYoung = nowMs < millis(record.createdAt) + sendAgainMs;
  return isYoung && record.attempt <= policy.retries && record.cancelRequestedAt === null;
}
