import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import { isRecord } from '../is-record.ts';
import { region } from '../region.ts';

/** The event that Lambda makes of messages as ReceiveMessage hands them out. */
export function sqsEvent(messages: readonly Record<string, unknown>[], queueArn: string): SQSEvent {
  return { Records: messages.map((message) => recordOf(message, queueArn)) };
}

function recordOf(message: Record<string, unknown>, queueArn: string): SQSRecord {
  const md5OfMessageAttributes = message['MD5OfMessageAttributes'];
  return {
    messageId: textOf(message['MessageId']),
    receiptHandle: textOf(message['ReceiptHandle']),
    body: textOf(message['Body']),
    attributes: {
      ApproximateFirstReceiveTimestamp: '',
      ApproximateReceiveCount: '',
      SenderId: '',
      SentTimestamp: '',
      ...textsIn(message['Attributes']),
    },
    messageAttributes: attributesOf(message['MessageAttributes']),
    md5OfBody: textOf(message['MD5OfBody']),
    ...(typeof md5OfMessageAttributes === 'string' && { md5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function attributesOf(given: unknown): Record<string, SQSMessageAttribute> {
  const entries = Object.entries(isRecord(given) ? given : {});
  return Object.fromEntries(
    entries.map(([name, attribute]) => {
      const { StringValue, BinaryValue, DataType } = textsIn(attribute);
      const value: SQSMessageAttribute = {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType ?? 'String',
      };
      return [name, value];
    }),
  );
}

function textsIn(value: unknown): Record<string, string> {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.filter((entry) => isText(entry)));
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
