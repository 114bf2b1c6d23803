import type { AwsClientOptions } from '../lambdas/adapters/aws-clients.ts';

/**
 * The time-outs and sockets of a program's clients. A function has one event at a time; a program may have a
 * thousand begins, and both time-outs count the wait for a free socket too, of which the SDK has 50 by default.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
export const forManyCalls: AwsClientOptions = {
  requestHandler: {
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
    httpsAgent: { maxSockets: 200 },
    httpAgent: { maxSockets: 200 },
  },
};
