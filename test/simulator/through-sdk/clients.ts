import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import { StandardRetryStrategy } from '@smithy/core/retry';
import {
  createDocumentClient,
  createSqsClient,
  patience,
} from '../../../lambdas/adapters/aws-clients.ts';
import type { Transit } from './transit.ts';

/** Where the requests of a process go. */
export interface Line {
  transit: Transit;
  /** `longestWaitMs`: up to which the SDK would have waited before this try; 0 at the first. */
  handle(request: HttpRequest, longestWaitMs: number): Promise<HttpResponse>;
}

/** The SDK's clients of one process, made as in production but for where their requests go. */
export interface Clients {
  documents: DynamoDBDocumentClient;
  sqs: SQSClient;
  /** From now on they work for another process, or for none, and remember nothing of the last. */
  lendTo(line: Line | undefined): void;
}

/** To make a client costs as much as some calls: those of schedules that are over are lent again. */
const idle: Clients[] = [];

export function borrowClients(line: Line): Clients {
  const clients = idle.pop() ?? createClients();
  clients.lendTo(line);
  return clients;
}

export function giveBack(clients: Clients): void {
  clients.lendTo(undefined);
  idle.push(clients);
}

function createClients(): Clients {
  let line: Line | undefined;
  let warm = false;
  const retries = { table: createRetries(), queue: createRetries() };
  const optionsWith = ({ retryStrategy, longestWaitMs }: Retries) => ({
    ...account,
    retryStrategy,
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      async handle(request: HttpRequest) {
        if (!warm) return { response: answer(200, {}) };
        if (line === undefined) throw new Error('A call came after its schedule had ended');
        const isFirst = request.headers['amz-sdk-request']?.startsWith('attempt=1;') === true;
        return { response: await line.handle(request, isFirst ? 0 : longestWaitMs()) };
      },
    },
  });
  const documents = createDocumentClient(optionsWith(retries.table));
  const sqs = createSqsClient(optionsWith(retries.queue));
  // The first call of a client takes its own way through the SDK, and reads the machine's configuration.
  const warmed = Promise.all([
    documents.send(new GetCommand({ TableName: 'runs', Key: { key: '', item: '' } })),
    sqs.send(new SendMessageBatchCommand({ QueueUrl: account.endpoint, Entries: [] })),
  ]).then(() => {
    warm = true;
  });

  const whileInTransit = async <R>(call: () => Promise<R>): Promise<R> => {
    const transit = line?.transit;
    transit?.enter();
    try {
      await warmed;
      return await call();
    } finally {
      transit?.leave();
    }
  };
  const first = { step: 'initialize', priority: 'high', name: 'transit' } as const;
  documents.middlewareStack.add((next) => (args) => whileInTransit(() => next(args)), first);
  sqs.middlewareStack.add((next) => (args) => whileInTransit(() => next(args)), first);

  return {
    documents,
    sqs,
    lendTo(next) {
      line = next;
      retries.table.forget();
      retries.queue.forget();
    },
  };
}

type Retries = ReturnType<typeof createRetries>;

/**
 * The SDK's own retries, whose quota begins anew with each process. It waits between tries on a timer of its own
 * and for a random time; that wait is 0 here, and taken on simulated time once the next try reaches the transport.
 */
function createRetries() {
  let longestMs = 0;
  let baseMs = 0;
  const backoff = {
    setDelayBase(ms: number) {
      baseMs = ms;
    },
    computeNextBackoffDelay(tries: number) {
      longestMs = Math.min(baseMs * 2 ** tries, 20_000);
      return 0;
    },
  };
  const fresh = () => new StandardRetryStrategy({ maxAttempts: patience.maxAttempts, backoff });
  let strategy = fresh();
  type Strategy = StandardRetryStrategy;
  return {
    longestWaitMs: () => longestMs,
    forget() {
      strategy = fresh();
      longestMs = 0;
    },
    retryStrategy: {
      acquireInitialRetryToken: (scope: string) => strategy.acquireInitialRetryToken(scope),
      refreshRetryTokenForRetry: (...failed: Parameters<Strategy['refreshRetryTokenForRetry']>) =>
        strategy.refreshRetryTokenForRetry(...failed),
      recordSuccess: (...token: Parameters<Strategy['recordSuccess']>) =>
        strategy.recordSuccess(...token),
    },
  };
}

/** An answer of a service. Its body is there at once: a stream would take turns of the event loop. */
export function answer(statusCode: number, body: object): HttpResponse {
  return new HttpResponse({
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
}

/** Nobody checks a signature here, and to make one costs as much as all the rest of a call. */
const account = {
  region: 'eu-central-1',
  endpoint: 'http://services.simulated',
  credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
  signer: { sign: async <R>(request: R) => request },
};
