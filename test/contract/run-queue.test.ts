import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createSqsClient } from '../../lambdas/adapters/aws-clients.ts';
import { createSqsDelivery, createSqsRunQueue } from '../../lambdas/adapters/sqs-run-queue.ts';
import { emulatorOptions } from '../emulators/clients.ts';
import { startFauxqs, type Fauxqs } from '../emulators/fauxqs.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createMemoryRunQueue } from '../fakes/memory-run-queue.ts';
import {
  runQueueContract,
  type QueuesUnderTest,
  type ReceivedMessage,
} from './run-queue.contract.ts';

const maxReceiveCount = 2;
const visibilitySeconds = 1;

runQueueContract('memory', async () => ({
  async createQueue() {
    const clock = createFakeClock();
    const deadLetters = createMemoryRunQueue({ clock });
    const queue = createMemoryRunQueue({
      clock,
      visibilitySeconds,
      deadLetters: { queue: deadLetters, maxReceiveCount },
    });
    return {
      queue,
      receive: queue.receive,
      receiveDeadLetter: deadLetters.receive,
      pause: clock.advance,
      now: clock.now,
    };
  },
  close: async () => {},
}));

runQueueContract('fauxqs', async () => queuesIn(await startFauxqs()));

runQueueContract('fauxqs that keeps its messages on disk', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'madrona-queue-'));
  const queues = queuesIn(await startFauxqs({ dataDir }));
  return {
    ...queues,
    async close() {
      await queues.close();
      await rm(dataDir, { recursive: true });
    },
  };
});

function queuesIn(fauxqs: Fauxqs): QueuesUnderTest {
  const client = createSqsClient(emulatorOptions(fauxqs.endpoint));
  return {
    async createQueue() {
      const deadLetters = fauxqs.createQueue();
      const { url } = fauxqs.createQueue({
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount }),
      });
      return {
        queue: createSqsRunQueue({ client, queueUrl: url }),
        receive: () => receiveFrom(client, url),
        receiveDeadLetter: () => receiveFrom(client, deadLetters.url),
        pause: (ms) => setTimeout(ms),
        now: () => performance.now(),
      };
    },
    async close() {
      client.destroy();
      await fauxqs.close();
    },
  };
}

async function receiveFrom(
  client: SQSClient,
  queueUrl: string,
): Promise<ReceivedMessage | undefined> {
  const QueueUrl = queueUrl;
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  const [message] = Messages;
  if (message === undefined) return undefined;
  const { ReceiptHandle: receiptHandle = '', Body: body = '', Attributes } = message;
  return {
    receiveCount: Number(Attributes?.ApproximateReceiveCount),
    delivery: createSqsDelivery({ client, queueUrl, receiptHandle, body }),
    async remove() {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle }));
    },
  };
}
