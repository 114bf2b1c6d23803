import { isRecord } from '../is-record.ts';
import { functionArn } from './read-functions.ts';
import type { Properties } from './resource.ts';
import type { MappingShape, QueueShape } from './shape.ts';

/** CloudFormation's names are those of CreateQueue, but for the redrive policy, which is JSON text there. */
const attributes = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];

export function readQueueAttributes(properties: Properties): QueueShape['attributes'] {
  properties.refuse('FifoQueue');
  const given = attributes
    .filter((name) => properties.value(name) !== undefined)
    .map((name): [string, string] => [name, String(properties.integer(name))]);
  const redrive = properties.value('RedrivePolicy');
  if (isRecord(redrive)) {
    const deadLetterTargetArn = properties.text('RedrivePolicy.deadLetterTargetArn');
    const maxReceiveCount = properties.integer('RedrivePolicy.maxReceiveCount');
    given.push(['RedrivePolicy', JSON.stringify({ deadLetterTargetArn, maxReceiveCount })]);
  }
  return Object.fromEntries(given);
}

/** Lambda's own most for a mapping that names none is far above what runs here at once. */
const unlimited = 1000;

/** Undefined for a mapping that is switched off. */
export function readMapping(
  properties: Properties,
  queues: readonly QueueShape[],
): MappingShape | undefined {
  if (properties.value('Enabled') === false) return undefined;
  properties.refuse('FilterCriteria');
  const source = properties.text('EventSourceArn');
  const queue = queues.find(({ arn }) => arn === source);
  if (queue === undefined) {
    throw properties.fault('EventSourceArn', `is ${source}, which is no queue of the template`);
  }
  return {
    queue,
    functionArn: functionArn(properties.text('FunctionName')),
    batchSize: properties.integer('BatchSize', 10),
    maximumConcurrency: properties.integer('ScalingConfig.MaximumConcurrency', unlimited),
    reportsBatchItemFailures: properties
      .texts('FunctionResponseTypes')
      .includes('ReportBatchItemFailures'),
  };
}
