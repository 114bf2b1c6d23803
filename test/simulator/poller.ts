import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivery } from '../../core/ports.ts';
import { sqsEvent } from '../../local/polling/sqs-event.ts';
import type { Choices } from './choices.ts';
import type { Functions } from './functions.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './processes.ts';
import type { Queue, Received } from './queue.ts';

/** A function as its event source mapping sees it. */
export interface Consumer {
  name: string;
  timeoutMs: number;
  /** How many work at once. */
  concurrency: number;
  batchSize: number;
  handlerOf(
    process: Process,
    deliveryOf: (messageId: string) => Delivery,
  ): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
}

export interface PollerPorts {
  kernel: Kernel;
  choices: Choices;
  functions: Functions;
  queue: Queue;
}

/** An event source mapping: what comes of it is called whenever there may be something to receive. */
export function createPoller(ports: PollerPorts, consumer: Consumer): (inMs: number) => void {
  const { kernel, choices, functions, queue } = ports;
  let busy = 0;

  const poll = (inMs: number) =>
    kernel.after(inMs + choices.pick(3), () => {
      while (busy < consumer.concurrency) {
        const batch = receiveBatch(queue, consumer.batchSize);
        if (batch.length === 0) break;
        invoke(batch);
      }
      return false;
    });

  const invoke = (batch: Received[]) => {
    busy += 1;
    const event = sqsEvent(
      batch.map(({ id, receipt, body }) => ({ MessageId: id, ReceiptHandle: receipt, Body: body })),
      'arn:aws:sqs:eu-central-1:000000000000:runs',
    );
    const startedAt = kernel.now();
    functions.invoke(
      consumer.name,
      consumer.timeoutMs,
      (process) => {
        const handler = consumer.handlerOf(process, (id) => deliveryIn(batch, id, process));
        return handler(
          event,
          contextOf(() => startedAt + consumer.timeoutMs - kernel.now()),
        );
      },
      (answer) => {
        busy -= 1;
        if (answer !== 'died') removeDone(batch, answer);
        poll(0);
      },
    );
  };
  return poll;
}

function receiveBatch(queue: Queue, most: number): Received[] {
  const batch: Received[] = [];
  while (batch.length < most) {
    const received = queue.receive();
    if (received === undefined) break;
    batch.push(received);
  }
  return batch;
}

function deliveryIn(batch: readonly Received[], id: string, process: Process): Delivery {
  const received = batch.find((one) => one.id === id);
  if (received === undefined) throw new Error(`There is no message ${id} in this batch`);
  return received.deliveryTo(process);
}

function removeDone(batch: readonly Received[], { batchItemFailures }: SQSBatchResponse): void {
  const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const received of batch) if (!kept.has(received.id)) received.remove();
}

function contextOf(remainingMs: () => number): Context {
  const unused = (): never => {
    throw new Error('These are ways of old to end an invocation');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'simulated',
    functionVersion: '1',
    invokedFunctionArn: '',
    memoryLimitInMB: '1024',
    awsRequestId: 'simulated',
    logGroupName: '',
    logStreamName: '',
    getRemainingTimeInMillis: remainingMs,
    done: unused,
    fail: unused,
    succeed: unused,
  };
}
