import { Duration } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetterRetentionMs, queueRetentionMs } from '../core/times.ts';

/** The queue of begun runs, and where its messages go that were received 200 times. */
export interface TaskQueues {
  queue: Queue;
  deadLetterQueue: Queue;
}

/**
 * The queue of begun runs, and that of the messages it gave up on. A worker that is waiting gives its message
 * back, and each time counts as a receive: hence so many.
 */
export function taskQueues(
  scope: Construct,
  visibilityTimeout: { worker: Duration; deadLetter: Duration },
): TaskQueues {
  const deadLetterQueue = new Queue(scope, 'DeadLetterQueue', {
    retentionPeriod: Duration.millis(deadLetterRetentionMs),
    visibilityTimeout: visibilityTimeout.deadLetter,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  const queue = new Queue(scope, 'Queue', {
    retentionPeriod: Duration.millis(queueRetentionMs),
    visibilityTimeout: visibilityTimeout.worker,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 200 },
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  return { queue, deadLetterQueue };
}

/** How Lambda takes messages from a queue. */
export interface ConsumeProps {
  batchSize: number;
  maxConcurrency?: number;
}

/** Has Lambda call the function with the queue's messages, and lets the function hide and delete them. */
export function consume(consumer: Function, queue: IQueue, props: ConsumeProps): void {
  // Lambda's own three (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html), and leases.
  queue.grant(
    consumer,
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ChangeMessageVisibility',
  );
  new EventSourceMapping(consumer, 'Messages', {
    target: consumer,
    eventSourceArn: queue.queueArn,
    maxBatchingWindow: Duration.seconds(0),
    reportBatchItemFailures: true,
    ...props,
  });
}

/** To send, and not to look for the queue or at its attributes, as `grantSendMessages` would. */
export function grantSend(queue: IQueue, grantee: IGrantable): Grant {
  return queue.grant(grantee, 'sqs:SendMessage');
}
