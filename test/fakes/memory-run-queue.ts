import { StoreFault } from '../../core/errors.ts';
import type { Clock, Delivery, RunQueue } from '../../core/ports.ts';

/** A message in a receiver's hands, until its visibility ends. */
export interface Received {
  messageId: string;
  body: string;
  /** How often it was received, this time included. */
  receiveCount: number;
  delivery: Delivery;
  /** Deletes it; without effect once it is no longer in these hands. */
  remove(): Promise<void>;
}

export interface MemoryRunQueue extends RunQueue {
  /** The message that has been visible for longest, hidden from now on; undefined where none is visible. */
  receive(): Promise<Received | undefined>;
  /** How many are in it, visible or not. */
  size(): number;
}

export interface MemoryRunQueueOptions {
  clock: Pick<Clock, 'now'>;
  visibilitySeconds?: number;
  /** Where a message goes that was received so often already. */
  deadLetters?: { queue: RunQueue; maxReceiveCount: number };
}

interface Message {
  messageId: string;
  body: string;
  visibleAt: number;
  receiveCount: number;
}

/** A queue in memory, at least once as SQS: what is not deleted while it is hidden comes again. */
export function createMemoryRunQueue(options: MemoryRunQueueOptions): MemoryRunQueue {
  const { clock, visibilitySeconds = 30, deadLetters } = options;
  const messages = new Set<Message>();
  let sent = 0;

  const receivedOf = (message: Message): Received => {
    const { messageId, body, receiveCount } = message;
    const isHeld = () => messages.has(message) && message.receiveCount === receiveCount;
    return {
      messageId,
      body,
      receiveCount,
      delivery: {
        body,
        async setVisibility(seconds) {
          if (!isHeld()) throw new StoreFault(`Message ${messageId} is no longer in these hands`);
          message.visibleAt = clock.now() + seconds * 1000;
        },
      },
      async remove() {
        if (isHeld()) messages.delete(message);
      },
    };
  };

  return {
    async send(body) {
      sent += 1;
      messages.add({ messageId: `message-${sent}`, body, visibleAt: clock.now(), receiveCount: 0 });
    },
    async receive() {
      for (;;) {
        const message = longestVisible(messages, clock.now());
        if (message === undefined) return undefined;
        message.receiveCount += 1;
        if (deadLetters === undefined || message.receiveCount <= deadLetters.maxReceiveCount) {
          message.visibleAt = clock.now() + visibilitySeconds * 1000;
          return receivedOf(message);
        }
        messages.delete(message);
        await deadLetters.queue.send(message.body);
      }
    },
    size: () => messages.size,
  };
}

function longestVisible(messages: ReadonlySet<Message>, now: number): Message | undefined {
  let longest: Message | undefined;
  for (const message of messages) {
    if (message.visibleAt > now) continue;
    if (longest === undefined || message.visibleAt < longest.visibleAt) longest = message;
  }
  return longest;
}
