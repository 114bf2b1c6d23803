import type { BegunMonitor, Monitor } from '../core/monitor.ts';
import type { Clock } from '../core/ports.ts';
import { beginText } from './begin-text.ts';
import type { ResultNamed, RunOptions, TaskName, Which } from './calls.ts';
import { TaskError } from './errors.ts';
import type { TaskClient } from './task-client.ts';
import type { Transport } from './transport.ts';
import { waitForResult } from './wait.ts';
import { withinTime } from './within-time.ts';

/** The functions of madrona.async over a transport: the same whichever it is. */
export function createClientOver<M>(
  transport: Transport,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): TaskClient<M> {
  const find = (which: Which) => unless(['unknown-run'], findRun(transport, which));
  const statusOf = async (which: Which) => (await find(which))?.status ?? null;
  const wait = (taskId: string, options: RunOptions = {}) =>
    waitForResult(transport, clock, taskId, options);

  return {
    async checkStatusOrBegin(task, options) {
      return begunAnswer(await transport.begin(beginText({ task, ...options })));
    },

    async getOrBegin<N extends TaskName<M>>(task: N, options: object) {
      const begun = await transport.begin(beginText({ task, ...options, reuse: true }));
      if (begun.status !== 'SUCCESS') return { complete: false as const, ...begunAnswer(begun) };
      const result = resultAs<ResultNamed<M, N>>(await wait(begun.taskId));
      return { complete: true as const, result, taskId: begun.taskId };
    },

    async run<N extends TaskName<M>>(task: N, args: object, options: RunOptions = {}) {
      const { pollingUrl } = options;
      const key = pollingUrl === undefined ? {} : { pollingUrl, reuse: true };
      const asked = beginText({ task, kwargs: args, ...key });
      const result = await withinTime(clock, options, async (signal) => {
        const { taskId } = await transport.begin(asked, signal);
        return wait(taskId, signal === undefined ? options : { ...options, signal });
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
      return unless(['result-expired', 'unknown-run'], wait(monitor.taskId));
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
