import { callAws } from '../../local/stores/call-aws.ts';
import { at } from './wire.ts';

/** How long a queue hides a message that it has handed out, in milliseconds: what the app's template says. */
export async function visibilityOf(endpoint: string, QueueUrl: string): Promise<number> {
  const input = { QueueUrl, AttributeNames: ['VisibilityTimeout'] };
  const answer = await callAws({ service: 'sqs', endpoint, action: 'GetQueueAttributes', input });
  return Number(at(answer, 'Attributes', 'VisibilityTimeout')) * 1000;
}
