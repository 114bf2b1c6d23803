import { endDeadLetter } from '../../core/dead-letter.ts';
import type { EndMessagePorts } from '../../core/end-message.ts';
import { createBatchHandler, type BatchPorts } from '../adapters/sqs-batch.ts';

/** The dead-letter consumer: ends the runs whose messages the queue gave up on. */
export function createHandler(ports: BatchPorts & EndMessagePorts) {
  return createBatchHandler((delivery) => endDeadLetter(delivery, ports), ports);
}
