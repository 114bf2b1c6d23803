import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery, Log, Receipt } from '../../core/ports.ts';
import { createSqsDelivery } from './sqs-run-queue.ts';

export interface BatchPorts {
  /** The record as the rules take it, with its visibility in reach. */
  deliveryOf(record: SQSRecord): Delivery;
  log: Log;
}

/** Deliveries of a queue, from the records of its event source mapping. */
export function createDeliveryOf(client: SQSClient, queueUrl: string): BatchPorts['deliveryOf'] {
  return ({ receiptHandle, body }) => createSqsDelivery({ client, queueUrl, receiptHandle, body });
}

/** Consumes one delivery; `remainingMs` is what the function has left. Throwing keeps the message. */
export type Consume = (delivery: Delivery, remainingMs: () => number) => Promise<Receipt>;

/**
 * A handler for an SQS event source mapping with `ReportBatchItemFailures`. Messages are consumed one after
 * another, so that one that takes the process down spends no other's attempt.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createBatchHandler(
  consume: Consume,
  { deliveryOf, log }: BatchPorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const receipt = await consume(deliveryOf(record), () =>
        context.getRemainingTimeInMillis(),
      ).catch((error: unknown): Receipt => {
        const { awsRequestId: requestId } = context;
        log.error('message kept', { messageId: record.messageId, requestId, error });
        return 'kept';
      });
      if (receipt === 'kept') batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };
}
