import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What is not given comes from the environment, as the SDK reads it (`AWS_REGION`, `AWS_ENDPOINT_URL` …). */
export type AwsClientOptions = Pick<
  DynamoDBClientConfig,
  'credentials' | 'endpoint' | 'maxAttempts' | 'region' | 'requestHandler'
>;

/** To be made once per container, outside the handler, so that connections are kept between calls. */
export function createDocumentClient(options: AwsClientOptions = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...patience, ...options }));
}

/** To be made once per container. */
export function createSqsClient(options: AwsClientOptions = {}): SQSClient {
  return new SQSClient({ ...patience, ...options });
}

/**
 * The SDK waits for ever by default. Three tries of 3 s and the waits between them stay under the 10 s from
 * heartbeat to heartbeat. Without `throwOnRequestTimeout` a late answer is only warned of. Connections are kept
 * alive by default.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
export const patience = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
