import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Cost } from './cost.ts';
import type { Meter } from './meter.ts';

const parts: Partial<Record<string, keyof Cost>> = {
  SendMessageCommand: 'sends',
  ReceiveMessageCommand: 'receives',
  ChangeMessageVisibilityCommand: 'visibilityChanges',
  DeleteMessageCommand: 'deletes',
};

/** Counts the client's calls, retries too. */
export function countQueue(client: SQSClient, meter: Meter): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const part = parts[commandName];
        if (part === undefined) throw new Error(`There is no budget for ${commandName}`);
        meter.count(part);
        return next(args);
      },
    { step: 'finalizeRequest', priority: 'low', name: 'countCalls' },
  );
}
