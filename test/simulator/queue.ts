import { StoreFault } from '../../core/errors.ts';
import type { Delivery, RunQueue } from '../../core/ports.ts';
import type { Call } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './processes.ts';

/** A message in a receiver's hands. */
export interface Received {
  id: string;
  /** Of this receive, and of no other. */
  receipt: string;
  body: string;
  deliveryTo(process: Process): Delivery;
  /** Deletes it, as the poller does for what was reported as done. The call itself may get lost. */
  remove(): void;
}

/**
 * A queue with SQS's semantics: at least once, in any order, sometimes twice; hidden while somebody has it; given
 * up after so many receives; kept for so long.
 */
export interface Queue {
  senderOf(process: Process): RunQueue;
  /** What the service does with a message that is sent to it. */
  take(body: string): void;
  /** What the service does with a receipt: throws where it takes it no more. */
  changeVisibility(receipt: string, seconds: number): void;
  /** Puts a message in without a call: as the queue's own redrive does, which leaves the time of its sending. */
  add(body: string, sentAt: number): void;
  receive(): Received | undefined;
  size(): number;
  /** Somebody empties or destroys it. */
  purge(): void;
}

export interface QueuePorts {
  kernel: Kernel;
  choices: Choices;
  call: Call;
  /** Copies of a message may come. */
  duplicates: boolean;
  visibilityMs: number;
  retentionMs: number;
  maxReceiveCount: number;
  onAdd(body: string): void;
  onGone(body: string): void;
  giveUp(body: string, sentAt: number): void;
  /** From now on in so many milliseconds there may be something to receive. */
  onVisible(inMs: number): void;
}

interface Message {
  id: string;
  body: string;
  sentAt: number;
  visibleAt: number;
  receives: number;
}

export function createQueue(ports: QueuePorts): Queue {
  const { kernel, choices, call, duplicates, visibilityMs, retentionMs, maxReceiveCount } = ports;
  const messages = new Set<Message>();
  let added = 0;

  const hide = (message: Message, ms: number) => {
    message.visibleAt = kernel.now() + ms;
    ports.onVisible(ms);
  };
  const remove = (message: Message) => {
    if (messages.delete(message)) ports.onGone(message.body);
  };
  const add = (body: string, sentAt: number) => {
    added += 1;
    const id = `message-${added}`;
    // Seldom at once everywhere: who asks the wrong server finds nothing yet.
    const delayMs = choices.once(10) ? choices.pick(10_000) : 0;
    const message = { id, body, sentAt, visibleAt: kernel.now() + delayMs, receives: 0 };
    messages.add(message);
    ports.onAdd(body);
    ports.onVisible(delayMs);
    kernel.after(sentAt + retentionMs - kernel.now(), () => {
      remove(message);
      return false;
    });
  };
  const take = (body: string) => {
    add(body, kernel.now());
    if (duplicates && choices.once(10)) add(body, kernel.now());
  };
  const changeVisibility = (receipt: string, seconds: number) => {
    const [id, receives] = receipt.split('/');
    const message = [...messages].find((one) => one.id === id);
    if (message === undefined) throw new StoreFault('The message does not exist');
    // A receipt of an earlier receive may be taken, or not.
    const isLatest = message.receives === Number(receives);
    if (isLatest || choices.once(2)) hide(message, seconds * 1000);
    else throw new StoreFault('The receipt is an old one');
  };
  const receive = (message: Message): Received => {
    const receives = (message.receives += 1);
    // A copy on a server that did not hear of the receipt is handed out once more.
    hide(message, duplicates && choices.once(20) ? choices.pick(5000) : visibilityMs);
    const isLatest = () => message.receives === receives;
    return {
      id: message.id,
      receipt: receiptOf(message, receives),
      body: message.body,
      deliveryTo: (process) => ({
        body: message.body,
        setVisibility: (seconds) =>
          call(
            process,
            'queue',
            () => `set visibility of ${message.id} to ${seconds} s`,
            () => changeVisibility(receiptOf(message, receives), seconds),
          ),
      }),
      remove: () => {
        // One that gets lost brings the message back.
        if (duplicates && choices.once(20)) return;
        if (isLatest() || choices.once(2)) remove(message);
      },
    };
  };

  return {
    senderOf: (process) => ({
      send: (body) =>
        call(
          process,
          'queue',
          () => 'send a message',
          () => take(body),
        ),
    }),
    take,
    changeVisibility,
    add,
    receive() {
      for (;;) {
        const visible = [...messages].filter(({ visibleAt }) => visibleAt <= kernel.now());
        const message = visible[choices.pick(visible.length)];
        if (message === undefined) return undefined;
        if (message.receives < maxReceiveCount) return receive(message);
        messages.delete(message);
        ports.giveUp(message.body, message.sentAt);
        ports.onGone(message.body);
      }
    },
    size: () => messages.size,
    purge: () => {
      for (const message of [...messages]) remove(message);
    },
  };
}

function receiptOf({ id }: Message, receives: number): string {
  return `${id}/${receives}`;
}
