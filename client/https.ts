import type { BegunMonitor, Monitor } from '../core/monitor.ts';
import { TaskError } from './errors.ts';
import { bodyAs, createSend, type Fetch, type Send } from './request.ts';
import type { ResultNamed, RunOptions, TaskClient, TaskName, Which } from './task-client.ts';
import { waitForResult } from './wait.ts';

export interface ClientOptions {
  /** Where the API is, with its stage or base path: `https://….amazonaws.com/prod`. */
  url: string;
  /** What sends requests: a signing one against IAM. @default the global fetch */
  fetch?: Fetch;
}

/**
 * A client over HTTPS, for Node and browsers. Its type parameter is the tasks' module, from which it knows
 * names, arguments and results.
 *
 * ```ts
 * import type * as tasks from '#tasks';
 * const client = createClient<typeof tasks>({ url: 'http://127.0.0.1:8787' });
 * const sum = await client.run('add', { x: 2, y: 3 });
 * ```
 */
export function createClient<M>({ url, fetch = globalThis.fetch }: ClientOptions): TaskClient<M> {
  const send = createSend(url, (input, init) => fetch(input, init));
  const statusOf = async (which: Which) => (await findMonitor(send, which))?.status ?? null;

  const begin = async (
    body: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<BegunMonitor> => {
    return bodyAs(await send({ method: 'POST', path: '/v1/tasks', body, signal }));
  };

  return {
    async checkStatusOrBegin(task, options) {
      return begunAnswer(await begin({ task, ...options }));
    },

    async getOrBegin<N extends TaskName<M>>(task: N, options: object) {
      const begun = await begin({ task, ...options, reuse: true });
      if (begun.status !== 'SUCCESS') return { complete: false as const, ...begunAnswer(begun) };
      const result = bodyAs<ResultNamed<M, N>>(await waitForResult(send, begun.taskId, {}));
      return { complete: true as const, result, taskId: begun.taskId };
    },

    async run<N extends TaskName<M>>(task: N, args: object, options: RunOptions = {}) {
      const { pollingUrl, signal } = options;
      const key = pollingUrl === undefined ? {} : { pollingUrl, reuse: true };
      const { taskId } = await begin({ task, kwargs: args, ...key }, signal);
      return bodyAs<ResultNamed<M, N>>(await waitForResult(send, taskId, options));
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
      const monitor = await findMonitor(send, which);
      if (monitor?.status !== 'SUCCESS') return null;
      const path = `/v1/tasks/${monitor.taskId}/result`;
      return (await unless('result-expired', send({ path })))?.body ?? null;
    },

    async getTaskIdFromUrl(pollingUrl) {
      return (await findMonitor(send, { pollingUrl }))?.taskId ?? null;
    },

    async getUrlFromTaskId(taskId) {
      const { pollingUrl } = bodyAs<Monitor>(await send({ path: pathOf({ taskId }) }));
      if (pollingUrl !== null) return pollingUrl;
      throw new TaskError('not-found', `Run ${taskId} has no polling URL`);
    },

    getMonitor: (which) => findMonitor(send, which),

    async cancel(taskId) {
      const path = `${pathOf({ taskId })}/cancel`;
      return bodyAs(await send({ method: 'POST', path }));
    },
  };
}

function begunAnswer({ statusText, taskId, outcome }: BegunMonitor) {
  return { statusText, taskId, outcome };
}

async function findMonitor(send: Send, which: Which): Promise<Monitor | null> {
  const answer = await unless('unknown-run', send({ path: pathOf(which) }));
  return answer === null ? null : bodyAs(answer);
}

function pathOf({ taskId, pollingUrl }: Which): string {
  if (taskId !== undefined) return `/v1/tasks/${encodeURIComponent(taskId)}`;
  if (pollingUrl !== undefined) return `/v1/status?pollingUrl=${encodeURIComponent(pollingUrl)}`;
  throw new TaskError(
    'malformed',
    'A run is named by its pollingUrl or its taskId; neither was given',
  );
}

/** Null where the API refuses by that code. */
async function unless<T>(code: TaskError['code'], answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof TaskError && error.code === code) return null;
    throw error;
  });
}
