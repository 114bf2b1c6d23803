import type { RunQueue } from '../../../core/ports.ts';
import { createDynamoDBRunStore } from '../../../lambdas/adapters/dynamodb-run-store.ts';
import { createDeliveryOf, type BatchPorts } from '../../../lambdas/adapters/sqs-batch.ts';
import { createSqsRunQueue } from '../../../lambdas/adapters/sqs-run-queue.ts';
import type { Process } from '../processes.ts';
import type { Queue } from '../queue.ts';
import type { Table, TablePorts } from '../table.ts';
import { borrowClients, giveBack, type Clients } from './clients.ts';
import { createQueueService } from './queue-service.ts';
import { createTableService } from './table-service.ts';
import { createTransport } from './transport.ts';
import type { Transit } from './transit.ts';

/** The services behind their own APIs: processes reach them through the production adapters and the SDK. */
export interface SdkServices {
  table: Table;
  senderOf(process: Process): RunQueue;
  deliveryOf(process: Process, queue: keyof Queues): BatchPorts['deliveryOf'];
  traffic: Traffic;
  /** The schedule has ended. */
  close(): void;
}

/** What went over the wire. */
export interface Traffic {
  requests: number;
  retries: number;
  throttled: number;
}

export interface Queues {
  runs: Queue;
  deadLetters: Queue;
}

export function createSdkServices(
  ports: TablePorts & { transit: Transit },
  queues: () => Queues,
): SdkServices {
  const traffic: Traffic = { requests: 0, retries: 0, throttled: 0 };
  const { service, ...table } = createTableService(ports);
  const services = {
    DynamoDB_20120810: service,
    AmazonSQS: createQueueService((url) => queues()[url === urls.runs ? 'runs' : 'deadLetters']),
  };
  const clients = new Map<Process, Clients>();
  const clientsOf = (process: Process) => {
    const own =
      clients.get(process) ??
      borrowClients(createTransport({ ...ports, traffic, services }, process));
    clients.set(process, own);
    return own;
  };

  return {
    table: {
      ...table,
      storeOf: (process) =>
        createDynamoDBRunStore({ client: clientsOf(process).documents, tableName: 'runs' }),
    },
    senderOf: (process) =>
      createSqsRunQueue({ client: clientsOf(process).sqs, queueUrl: urls.runs }),
    deliveryOf: (process, queue) => createDeliveryOf(clientsOf(process).sqs, urls[queue]),
    traffic,
    close() {
      for (const own of clients.values()) giveBack(own);
      clients.clear();
    },
  };
}

const urls = {
  runs: 'http://services.simulated/000000000000/runs',
  deadLetters: 'http://services.simulated/000000000000/dead-letters',
};
