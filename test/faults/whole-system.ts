import * as z from 'zod';
import type { Delivery, Job, RunQueue } from '../../core/ports.ts';
import type { Policy } from '../../core/policy.ts';
import { createRegistry } from '../../core/registry.ts';
import { parseStatusTexts } from '../../core/status-text.ts';
import { defineTask } from '../../core/task.ts';
import { functionTimeoutMs } from '../../core/times.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createHandler as createApi } from '../../lambdas/api/create-handler.ts';
import { createHandler as createDeadLetter } from '../../lambdas/dead-letter/create-handler.ts';
import { createHandler as createWorker } from '../../lambdas/worker/create-handler.ts';
import { functionContext } from '../api/function-context.ts';
import { restEvent } from '../api/rest-event.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createFakeExecutor, type FakeRun } from '../fakes/fake-executor.ts';
import { createFixedChance } from '../fakes/fixed-chance.ts';
import { createMemoryRunQueue } from '../fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import { routedRunStore } from '../fakes/routed-run-store.ts';
import { consumeOne } from './consume-one.ts';
import { createHistory } from './history.ts';
import type { Line } from './line.ts';
import { asNextMessage, nextVersionStore } from './next-version.ts';

export interface SystemOptions {
  /** The polling URL that all is about. */
  url?: string;
  policy?: Partial<Policy>;
  /** How long an attempt takes, unless it is told to stop. */
  taskMs?: number;
  /** What the task does first. */
  task?: FakeRun;
  /** So many characters are added to its result. */
  resultLength?: number;
}

/** What an API process answered: a monitor, or a problem. */
export interface Answer {
  status: number;
  /** In how many seconds to ask again; NaN where that is not said. */
  retryAfter: number;
  body: {
    taskId?: string;
    pollingUrl?: string | null;
    outcome?: string;
    /** A problem has a number. */
    status?: string | number;
    type?: string;
    error?: { name: string } | null;
    attempt?: number;
  };
}

const silent = { info: () => undefined, error: () => undefined };
/** As long as the functions may take: infra/async-tasks.ts. */
const [workerSeconds, deadLetterSeconds] = [functionTimeoutMs / 1000, 60];

/** What only the attempt with that number of that run returns. */
export function resultOf({ taskId, attempt }: Pick<Job, 'taskId' | 'attempt'>): string {
  return `${taskId} by attempt ${attempt}`;
}

/** The whole system in memory, behind its own handlers: each process has a line of its own to table and queue. */
export function createSystem(options: SystemOptions = {}) {
  const { url = '/zone', policy = {}, taskMs = 1_000, task, resultLength = 0 } = options;
  const job = defineTask({ name: 'job', params: { x: z.number() }, policy, run: () => 0 });
  const clock = createFakeClock();
  const table = createMemoryRunStore();
  const history = createHistory(() => clock.now(), job.policy.retries + 1);
  const deadLetters = createMemoryRunQueue({ clock, visibilitySeconds: deadLetterSeconds });
  const queue = createMemoryRunQueue({
    clock,
    visibilitySeconds: workerSeconds,
    deadLetters: { queue: deadLetters, maxReceiveCount: 200 },
  });
  const attempts: Job[] = [];
  const executor = createFakeExecutor(clock, async (attempt, context) => {
    attempts.push(attempt);
    await task?.(attempt, context);
    await clock.sleep(taskMs, context.signal);
    context.signal.throwIfAborted();
    return resultOf(attempt) + 'x'.repeat(resultLength);
  });

  const portsOn = (line: Line) => ({
    clock,
    chance,
    sha256,
    log: silent,
    registry,
    store: routedRunStore(
      history.tableOf(line.isNewer ? nextVersionStore(table) : table, line.name),
      line.route,
    ),
  });
  const queueOn = (line: Line): RunQueue => ({
    send: (text) =>
      line.route({ method: 'send', args: [text] }, () =>
        queue.send(line.isNewer ? asNextMessage(text) : text),
      ),
  });
  const chance = createFixedChance();
  const registry = createRegistry({ job });

  async function ask(
    line: Line,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const handler = createApi({
      ...portsOn(line),
      queue: queueOn(line),
      statusTexts: parseStatusTexts(),
      corsOrigins: [],
    });
    const answered = await handler(restEvent(method, path, { body, headers }), functionContext);
    return {
      status: answered.statusCode,
      retryAfter: Number(answered.headers?.['retry-after'] ?? NaN),
      body: JSON.parse(answered.body),
    };
  }

  const worker = (line: Line, deliveryOf: () => Delivery) =>
    createWorker({ ...portsOn(line), executor, deliveryOf });
  const deadLetter = (line: Line, deliveryOf: () => Delivery) =>
    createDeadLetter({ ...portsOn(line), queue: queueOn(line), deliveryOf });

  return {
    url,
    clock,
    queue,
    deadLetters,
    table,
    history,
    /** The attempts in which the task's code began to run. */
    attempts,
    ask,
    begin: (line: Line, body: object = {}, headers: Record<string, string> = {}) =>
      ask(line, 'POST', '/v1/tasks', { task: 'job', args: [1], pollingUrl: url, ...body }, headers),
    cancel: (line: Line, taskId: string) => ask(line, 'POST', `/v1/tasks/${taskId}/cancel`),
    /** One message to a worker of its own, as Lambda hands it over. */
    work: (line: Line, invocationMs?: number) => consumeOne(queue, line, worker, invocationMs),
    endDeadLetter: (line: Line) => consumeOne(deadLetters, line, deadLetter),
  };
}

export type System = ReturnType<typeof createSystem>;
