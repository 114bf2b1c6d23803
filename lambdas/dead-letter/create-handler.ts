import { endDeadLetter, type DeadLetterPorts } from '../../core/dead-letter.ts';
import { createBatchHandler, type BatchPorts } from '../adapters/sqs-batch.ts';

/** The dead-letter consumer: sends again what the queue gave up on, or ends its run. */
export function createHandler(ports: BatchPorts & DeadLetterPorts) {
  return createBatchHandler((delivery) => endDeadLetter(delivery, ports), ports);
}
