import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Policy } from '../../core/policy.ts';
import { createRegistry } from '../../core/registry.ts';
import { defaultStatusTexts } from '../../core/status-text.ts';
import { defineTask } from '../../core/task.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { systemChance } from '../../lambdas/adapters/random-chance.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createDeliveryOf } from '../../lambdas/adapters/sqs-batch.ts';
import { createSqsRunQueue } from '../../lambdas/adapters/sqs-run-queue.ts';
import { createHandler as createApi, type ApiHandler } from '../../lambdas/api/create-handler.ts';
import { createHandler as createDeadLetterConsumer } from '../../lambdas/dead-letter/create-handler.ts';
import { createHandler as createWorker } from '../../lambdas/worker/create-handler.ts';
import { functionContext } from '../api/function-context.ts';
import { restEvent, type Asking } from '../api/rest-event.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeExecutor, type FakeRun } from '../fakes/fake-executor.ts';
import { countQueue } from './count-queue.ts';
import { countTable } from './count-table.ts';
import { deliverOne } from './deliver.ts';
import { createMeter } from './meter.ts';
import type { Services } from './services.ts';

export interface CountedStackOptions {
  /** The name of its one task, `task(x)`. */
  task?: string;
  policy?: Partial<Policy>;
}

export type CountedStack = ReturnType<typeof createCountedStack>;

/**
 * The three handlers on the real adapters, with queues of their own. Every call of table and queue is counted. Time
 * stands still unless it is moved.
 */
export function createCountedStack(
  { tableName, tableOptions, newClients, createQueue }: Services,
  { task = 'job', policy = {} }: CountedStackOptions = {},
) {
  const meter = createMeter();
  const counted = newClients();
  countTable(counted.table, meter, tableOptions);
  countQueue(counted.queue, meter);
  const uncounted = newClients();
  const queue = createQueue();

  const registry = createRegistry({
    task: defineTask({ name: task, params: { x: z.string() }, url: true, policy, run: () => null }),
  });
  const clock = createFakeClock();
  const log = { info: () => {}, error: () => {} };
  const common = { registry, clock, chance: systemChance, sha256, log };
  let afterSend: (() => Promise<unknown>) | undefined;

  function apiOver({ table, queue: client }: typeof counted): ApiHandler {
    const sender = createSqsRunQueue({ client, queueUrl: queue.url });
    return createApi({
      ...common,
      store: createDynamoDBRunStore({ client: table, tableName }),
      queue: {
        async send(body) {
          await sender.send(body);
          const happens = afterSend;
          afterSend = undefined;
          await happens?.();
        },
      },
      statusTexts: defaultStatusTexts,
      corsOrigins: [],
    });
  }
  const api = apiOver(counted);
  const rival = apiOver(uncounted);
  const store = createDynamoDBRunStore({ client: counted.table, tableName });

  return {
    meter,
    clock,
    task,
    get: (target: string, headers: Record<string, string> = {}) =>
      ask(api, 'GET', target, { headers }),
    /** A request that is kept waiting for as long, while time runs. */
    getWaiting(target: string, seconds: number) {
      const asking = { headers: { Prefer: `wait=${seconds}` } };
      return throughTime(clock, ask(api, 'GET', target, asking));
    },
    post: (target: string, body?: unknown, headers: Record<string, string> = {}) =>
      ask(api, 'POST', target, { body, headers }),
    /** A begin of somebody else, which is not counted. */
    rivalPost: (target: string, body?: unknown) => ask(rival, 'POST', target, { body }),
    /** What happens once between a begin's message and its head. */
    onceAfterSend(happens: () => Promise<unknown>) {
      afterSend = happens;
    },
    /** One message handed to the worker, whose task does that. */
    work(run: FakeRun = () => 1) {
      const executor = createFakeExecutor(clock, run);
      const deliveryOf = createDeliveryOf(counted.queue, queue.url);
      const worker = createWorker({ ...common, store, deliveryOf, executor });
      return deliverOne(counted.queue, queue, worker);
    },
    /** One message, as if the queue had given it up, handed to the dead-letter consumer. */
    async endDeadLetter() {
      const deliveryOf = createDeliveryOf(counted.queue, queue.url);
      const sender = createSqsRunQueue({ client: counted.queue, queueUrl: queue.url });
      const consumer = createDeadLetterConsumer({ ...common, store, queue: sender, deliveryOf });
      return deliverOne(counted.queue, queue, consumer);
    },
    async readItem(key: string, item: string) {
      const input = { TableName: tableName, Key: { key, item }, ConsistentRead: true };
      return (await uncounted.table.send(new GetCommand(input))).Item;
    },
  };
}

async function ask(api: ApiHandler, method: string, target: string, given: Asking = {}) {
  // Without a stage, so that a monitor's own URLs can be asked for as they are.
  const asking = { basePath: '', ...given };
  const answer = await api(restEvent(method, target, asking), functionContext);
  const text = answer.body;
  return { status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) };
}

/** The table answers in its own time: the clock is moved whenever somebody sleeps. */
async function throughTime<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let done = false;
  const finish = () => {
    done = true;
  };
  work.then(finish, finish);
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.sleepers() > 0) await clock.advance(50);
  }
  return work;
}
