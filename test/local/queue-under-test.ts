import { randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { FunctionOutcome } from '../../local/functions/messages.ts';
import { startPoller } from '../../local/polling/poller.ts';
import { callAws } from '../../local/stores/call-aws.ts';
import { startSqs, type QueueStore } from '../../local/stores/sqs.ts';
import type { MappingShape, QueueShape } from '../../local/template/shape.ts';

let sqs: QueueStore;

beforeAll(async () => {
  sqs = await startSqs();
});

afterAll(() => sqs.close());

export function createQueue(attributes: Record<string, string> = {}): QueueShape {
  const name = `queue-${randomUUID()}`;
  const arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const queue = { name, arn, url: `${sqs.endpoint}/000000000000/${name}`, attributes };
  sqs.create(queue);
  return queue;
}

export function call(queue: QueueShape, action: string, input: Record<string, unknown> = {}) {
  const { endpoint } = sqs;
  return callAws({ service: 'sqs', endpoint, action, input: { QueueUrl: queue.url, ...input } });
}

export async function send(queue: QueueShape, ...bodies: string[]): Promise<void> {
  for (const MessageBody of bodies) await call(queue, 'SendMessage', { MessageBody });
}

/** How many messages there are: to be had, and hidden. */
export async function countsOf(queue: QueueShape): Promise<[string, string]> {
  const AttributeNames = ['All'];
  const { Attributes } = await call(queue, 'GetQueueAttributes', { AttributeNames });
  const all = Attributes as Record<string, string>;
  return [
    all['ApproximateNumberOfMessages'] ?? '',
    all['ApproximateNumberOfMessagesNotVisible'] ?? '',
  ];
}

export async function isEmpty(queue: QueueShape): Promise<true | undefined> {
  return (await countsOf(queue)).join() === '0,0' ? true : undefined;
}

export type Work = (records: SQSRecord[]) => unknown;

/** Polls with a function that does the work, and returns what it returns or fails as it throws. */
export function poll(queue: QueueShape, work: Work, mapping: Partial<MappingShape> = {}) {
  const reports: string[] = [];
  const poller = startPoller({
    mapping: {
      queue,
      functionArn: 'arn:function',
      batchSize: 10,
      maximumConcurrency: 1000,
      reportsBatchItemFailures: true,
      ...mapping,
    },
    endpoint: sqs.endpoint,
    limit: 4,
    async invoke(event): Promise<FunctionOutcome> {
      try {
        const { Records } = JSON.parse(event) as SQSEvent;
        return { ok: true, payload: JSON.stringify((await work(Records)) ?? null) };
      } catch (error) {
        return { ok: false, error: { type: 'Error', message: String(error) } };
      }
    },
    report: (line) => reports.push(line),
  });
  onTestFinished(poller.close);
  return { ...poller, reports };
}
