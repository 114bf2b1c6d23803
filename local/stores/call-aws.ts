import { request } from 'node:http';
import { isRecord } from '../is-record.ts';
import { region } from '../region.ts';

const targets = { dynamodb: 'DynamoDB_20120810', sqs: 'AmazonSQS' };

export interface AwsCall {
  service: keyof typeof targets;
  endpoint: string;
  action: string;
  input: Record<string, unknown>;
  signal?: AbortSignal;
}

/** What a store answered that was not 200. */
export class AwsError extends Error {
  override readonly name: string = 'AwsError';
  /** Such as `ResourceInUseException`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/**
 * One call of a local store by AWS's JSON protocol. The SDK would read the user's own AWS configuration, and
 * take 25 MB of the process that is always there.
 */
export async function callAws(call: AwsCall): Promise<Record<string, unknown>> {
  const { status, text } = await post(call);
  const answer: unknown = JSON.parse(text || '{}');
  if (!isRecord(answer)) throw new AwsError('Malformed', `${call.action} was answered ${text}`);
  if (status === 200) return answer;
  const named = answer['__type'];
  const type = typeof named === 'string' ? named.replace(/^.*#/, '') : 'Unknown';
  throw new AwsError(type, `${call.action} was answered ${status}: ${text}`);
}

function post(call: AwsCall): Promise<{ status: number | undefined; text: string }> {
  const { service, endpoint, action, input, signal } = call;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `${targets[service]}.${action}`,
    'x-amz-date': '20000101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method: 'POST', headers, ...(signal && { signal }) });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() });
      });
    });
    sent.end(JSON.stringify(input));
  });
}
