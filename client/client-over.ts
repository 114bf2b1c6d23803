import type { BegunMonitor, Monitor } from '../core/monitor.ts';
import type { Clock } from '../core/ports.ts';
import { beginText } from './begin-text.ts';
import { askedAgain } from './asked-again.ts';
import type { BeginOptions, ResultNamed, RunOptions, TaskName, Which } from './calls.ts';
import { TaskError } from './errors.ts';
import { holdingOne } from './held-one.ts';
import { checkedKey } from './idempotency-key.ts';
import { patienceOf, type Patience } from './patience.ts';
import type { TaskClient } from './task-client.ts';
import type { Transport } from './transport.ts';
import { waitForResult } from './wait.ts';
import { withinTime } from './within-time.ts';

/** What a client does besides asking, where its transport is for it. */
export interface ClientManners {
  /** For how long of each wait requests are held, one at a time. @default 0 */
  waitSeconds?: number;
  /**
   * A key for each begin that no polling URL leads back to its run.
   *
   * @default - they have none, and are asked again only with a key of the caller's
   */
  newKey?: () => string;
}

/** The functions of madrona.async over a transport: the same whichever it is. */
export function createClientOver<M>(
  given: Transport,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
  { waitSeconds = 0, newKey }: ClientManners = {},
): TaskClient<M> {
  const transport = holdingOne(given);
  const find = (which: Which) => unless(['unknown-run'], findRun(transport, which));
  const statusOf = async (which: Which) => (await find(which))?.status ?? null;
  const resultOf = (taskId: string) =>
    waitForResult(transport, clock, taskId, {}, patienceOf(clock, 0, {}));

  async function begin(
    task: string,
    options: Begin,
    { signal, patience = patienceOf(clock, 0, {}) }: BeginManner = {},
  ): Promise<BegunMonitor> {
    const { idempotencyKey, ...members } = options;
    const asked = beginText({ task, ...members });
    const ownKey = isOneByUrl(options) ? undefined : newKey?.();
    const key = idempotencyKey === undefined ? ownKey : checkedKey(idempotencyKey);
    const ask = () => {
      const waitSeconds = patience.heldSeconds();
      return transport.begin(asked, { signal, waitSeconds, idempotencyKey: key });
    };
    // By its URL it is one run while that is in flight, and for who takes an outcome while that is served.
    const isOnce = key !== undefined || (isOneByUrl(options) && options.reuse === true);
    return isOnce ? askedAgain(clock, signal, ask) : ask();
  }

  return {
    async checkStatusOrBegin(task, options) {
      return begunAnswer(await begin(task, options));
    },

    async getOrBegin<N extends TaskName<M>>(task: N, options: object) {
      const begun = await begin(task, { ...options, reuse: true });
      if (begun.status !== 'SUCCESS') return { complete: false as const, ...begunAnswer(begun) };
      const result = resultAs<ResultNamed<M, N>>(await resultOf(begun.taskId));
      return { complete: true as const, result, taskId: begun.taskId };
    },

    async run<N extends TaskName<M>>(task: N, args: object, options: RunOptions = {}) {
      const { pollingUrl, idempotencyKey } = options;
      const asked = {
        kwargs: args,
        ...(pollingUrl === undefined ? {} : { pollingUrl, reuse: true }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      };
      const result = await withinTime(clock, options, async (signal) => {
        const patience = patienceOf(clock, waitSeconds, options);
        const { taskId, finishedAt } = await begin(task, asked, { signal, patience });
        const waiting = signal === undefined ? options : { ...options, signal };
        const left = finishedAt === null ? patience : { ...patience, heldSeconds: () => 0 };
        return waitForResult(transport, clock, taskId, waiting, left);
      });
      return resultAs<ResultNamed<M, N>>(result);
    },

    processIsRunning: async (which) => (await statusOf(which)) === 'STARTED',
    processIsComplete: async (which) => (await statusOf(which)) === 'SUCCESS',
    processIsPending: async (which) => (await statusOf(which)) === 'PENDING',
    async processIsRunningOrComplete(which) {
      const status = await statusOf(which);
      return status === 'STARTED' || status === 'SUCCESS';
    },
    getProcessStatus: statusOf,

    async getProcessResult(which) {
      const monitor = await find(which);
      if (monitor?.status !== 'SUCCESS') return null;
      // Waited for, because a look by task ID may lag behind the one that saw it complete.
      return unless(['result-expired', 'unknown-run'], resultOf(monitor.taskId));
    },

    async getTaskIdFromUrl(pollingUrl) {
      return (await find({ pollingUrl }))?.taskId ?? null;
    },

    async getUrlFromTaskId(taskId) {
      const { pollingUrl } = await transport.findById(taskId);
      if (pollingUrl !== null) return pollingUrl;
      throw new TaskError('not-found', `Run ${taskId} has no polling URL`);
    },

    getMonitor: find,
    cancel: (taskId) => transport.cancel(taskId),
  };
}

interface BeginManner {
  signal?: AbortSignal | undefined;
  patience?: Patience;
}

type Begin = BeginOptions & { kwargs?: object; args?: readonly unknown[]; reuse?: boolean };

/** Whether who asks twice at its URL is led to what the first asking has begun, as long as that is in flight. */
function isOneByUrl({ pollingUrl, taskId, checkRunning = true, cacheResults = true }: Begin) {
  // With a task ID that run alone is joined: where it is not in flight, a run begins, whatever the URL has.
  return pollingUrl !== undefined && taskId === undefined && checkRunning && cacheResults;
}

function begunAnswer({ statusText, taskId, outcome }: BegunMonitor) {
  return { statusText, taskId, outcome };
}

/** A result as its task's type says that it is: the client trusts the tasks' module that it was given. */
function resultAs<T>(result: unknown): T {
  return result as T;
}

async function findRun(transport: Transport, { taskId, pollingUrl }: Which): Promise<Monitor> {
  if (taskId !== undefined) return transport.findById(taskId);
  if (pollingUrl !== undefined) return transport.findByUrl(pollingUrl);
  throw new TaskError(
    'malformed',
    'A run is named by its pollingUrl or its taskId; neither was given',
  );
}

/** Null where it is refused by one of those codes. */
async function unless<T>(
  codes: readonly TaskError['code'][],
  answer: Promise<T>,
): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TaskError && codes.includes(error.code)) return null;
    throw error;
  }
}
