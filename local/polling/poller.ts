import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionOutcome } from '../functions/messages.ts';
import { isRecord } from '../is-record.ts';
import { createSlots } from '../slots.ts';
import { callAws } from '../stores/call-aws.ts';
import type { MappingShape } from '../template/shape.ts';
import { failedMessages } from './failed-messages.ts';
import { sqsEvent } from './sqs-event.ts';

export interface PollerOptions {
  mapping: MappingShape;
  /** Where the queue's store listens. */
  endpoint: string;
  /** How many batches may be with the function at once. */
  limit: number;
  invoke: (event: string) => Promise<FunctionOutcome>;
  /** Takes a sentence about what went wrong. */
  report: (line: string) => void;
}

export interface Poller {
  /** Resolves when it has let go of its last batch. */
  close(): Promise<void>;
}

/** Hands a queue's messages to a function, as Lambda's event source mappings do. */
export function startPoller(options: PollerOptions): Poller {
  const { mapping, endpoint, invoke, report } = options;
  const { queue } = mapping;
  const slots = createSlots(Math.min(options.limit, mapping.maximumConcurrency));
  const closing = new AbortController();
  const underway = new Set<Promise<void>>();
  const polling = poll();

  function call(action: string, input: Record<string, unknown>, signal?: AbortSignal) {
    const request = { service: 'sqs', endpoint, action, ...(signal && { signal }) } as const;
    return callAws({ ...request, input: { QueueUrl: queue.url, ...input } });
  }

  async function poll(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        // A message that is received before there is a place for it uses up its visibility waiting.
        await slots.take(closing.signal);
        await receive();
      } catch (error) {
        if (closing.signal.aborted) return;
        report(`Polling ${queue.url} failed: ${String(error)}`);
        await sleep(1000, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  /** Gives the slot back, at once or when the batch is done with. */
  async function receive(): Promise<void> {
    let messages: Record<string, unknown>[] = [];
    try {
      messages = await receiveMessages();
    } finally {
      if (messages.length === 0) slots.give();
    }
    if (messages.length === 0) return;
    const done = deliver(messages)
      .catch((error: unknown) => {
        if (!closing.signal.aborted) report(`A batch of ${queue.url} failed: ${String(error)}`);
      })
      .finally(() => {
        underway.delete(done);
        slots.give();
      });
    underway.add(done);
  }

  async function receiveMessages(): Promise<Record<string, unknown>[]> {
    const input = {
      MaxNumberOfMessages: Math.min(10, mapping.batchSize),
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
      WaitTimeSeconds: 20,
    };
    const { Messages } = await call('ReceiveMessage', input, closing.signal);
    return Array.isArray(Messages) ? Messages.filter(isRecord) : [];
  }

  async function deliver(messages: Record<string, unknown>[]): Promise<void> {
    const event = sqsEvent(messages, queue.arn);
    const outcome = await invoke(JSON.stringify(event));
    if (!outcome.ok) return; // the messages come again when their visibility ends
    const ids = event.Records.map(({ messageId }) => messageId);
    const failed = mapping.reportsBatchItemFailures
      ? failedMessages(outcome.payload, ids)
      : new Set<string>();
    const Entries = event.Records.filter(({ messageId }) => !failed.has(messageId)).map(
      ({ messageId, receiptHandle }) => ({ Id: messageId, ReceiptHandle: receiptHandle }),
    );
    if (Entries.length > 0) await call('DeleteMessageBatch', { Entries });
  }

  return {
    async close() {
      closing.abort();
      await polling;
      await Promise.all(underway);
    },
  };
}
