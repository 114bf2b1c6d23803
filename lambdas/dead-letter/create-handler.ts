import { endDeadLetter, type DeadLetterPorts } from '../../core/dead-letter.ts';
import { createBatchHandler, type BatchPorts } from '../adapters/sqs-batch.ts';

/** The dead-letter consumer: ends the runs whose messages the queue gave up on. */
export function createHandler(ports: BatchPorts & DeadLetterPorts) {
  return createBatchHandler((delivery) => endDeadLetter(delivery, ports), ports);
}
