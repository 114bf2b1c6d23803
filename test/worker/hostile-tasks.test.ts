import type { Context, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { beginRun } from '../../core/begin.ts';
import { bindArgs } from '../../core/bind.ts';
import { parsePolicy } from '../../core/policy.ts';
import { createRegistry } from '../../core/registry.ts';
import { runById } from '../../core/status.ts';
import { systemChance } from '../../lambdas/adapters/random-chance.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { systemClock } from '../../lambdas/adapters/system-clock.ts';
import { createHandler } from '../../lambdas/worker/create-handler.ts';
import { createMemoryRunQueue } from '../fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import * as fixtures from './fixtures/thread-tasks.ts';
import { useThreads } from './thread-harness.ts';

/** One attempt: what fails once has failed. Those that never end are given a second. */
const registry = createRegistry(
  Object.fromEntries(
    Object.entries(fixtures).map(([exported, task]) => {
      const timeoutSeconds = ['spins', 'waits'].includes(task.name) ? 1 : 60;
      return [exported, { ...task, policy: parsePolicy({ retries: 0, timeoutSeconds }) }];
    }),
  ),
);

/** The worker's handler over real threads, and a table and a queue in memory. */
function createWorker() {
  const store = createMemoryRunStore();
  const queue = createMemoryRunQueue({ clock: systemClock });
  const log = { info: () => {}, error: () => {} };
  const ports = { store, queue, clock: systemClock, chance: systemChance, sha256, registry, log };
  const { executor } = useThreads();

  return async (task: string, args: Record<string, unknown> = {}) => {
    const asked = registry.get(task);
    const begun = await beginRun(
      {
        task: asked,
        bound: bindArgs(asked, [], args),
        pollingUrl: null,
        taskId: null,
        checkRunning: true,
        cacheResults: true,
        reuse: null,
      },
      ports,
    );
    if (!('record' in begun)) throw new Error('Nothing was to be reused');
    const received = await queue.receive();
    if (received === undefined) throw new Error('Nothing was sent');
    const { delivery } = received;
    const handler = createHandler({ ...ports, executor, deliveryOf: () => delivery });
    const answer = await handler(eventOf(received.body), contextOf());
    return { answer, record: await runById(begun.record, ports) };
  };
}

/** As much of an event and a context as a handler looks at. */
function eventOf(body: string): SQSEvent {
  return { Records: [{ messageId: 'message', body }] } as SQSEvent;
}

function contextOf(): Context {
  return { awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 } as Context;
}

test.for([
  ['returns-nan', {}, 'InvalidResult', /NaN at \$\.zones\[1\]\.area/],
  ['throws', {}, 'RangeError', /out of range/],
  ['misbehaves', { how: 'throw text' }, 'NonError', /just text/],
  ['misbehaves', { how: 'exit' }, 'ProcessExit', /code 3/],
  ['misbehaves', { how: 'rejection' }, 'RangeError', /out of band/],
  ['spins', {}, 'TimeoutError', /longer than 1 s/],
  ['waits', {}, 'TimeoutError', /longer than 1 s/],
] as const)(
  'the run of a task that %s %j ends as FAILURE %s, and the next task is not harmed',
  async ([task, args, name, message]) => {
    const work = createWorker();

    const { answer, record } = await work(task, args);
    const next = await work('echo', { value: 'unharmed' });

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(record).toMatchObject({ status: 'FAILURE', attempt: 1, error: { name } });
    expect(record.error?.message).toMatch(message);
    expect(next.record.status).toBe('SUCCESS');
    expect(next.record.result).toContain('unharmed');
  },
);
