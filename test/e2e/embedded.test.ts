import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll } from 'vitest';
import { startEmbedded, type Embedded } from '../../local/embedded.ts';
import { emulatorOptions } from '../emulators/clients.ts';
import { endToEndSuite } from './suite.ts';

let embedded: Embedded;

beforeAll(async () => {
  embedded = await startEmbedded({ memory: true });
}, 120_000);

afterAll(() => embedded.close());

endToEndSuite('on the embedded stack', () => ({
  url: embedded.url,
  fetch: globalThis.fetch,
  async sendDeadLetter(body) {
    const client = new SQSClient(emulatorOptions(embedded.endpoints.sqs));
    const command = { QueueUrl: embedded.deadLetterQueueUrl, MessageBody: body };
    await client.send(new SendMessageCommand(command)).finally(() => client.destroy());
  },
}));
