import { workOn, type WorkPorts } from '../../core/work.ts';
import { createBatchHandler, type BatchPorts } from '../adapters/sqs-batch.ts';

export type WorkerPorts = BatchPorts & Omit<WorkPorts, 'remainingMs'>;

/** The worker: runs tasks, one message after another. */
export function createHandler(ports: WorkerPorts) {
  return createBatchHandler(
    (delivery, remainingMs) => workOn(delivery, { ...ports, remainingMs }),
    ports,
  );
}
