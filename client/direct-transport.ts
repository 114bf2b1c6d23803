import { answerOf } from '../core/answer.ts';
import { parseBeginRequest } from '../core/begin-request.ts';
import { beginOnce } from '../core/begin-once.ts';
import { beginRun, type BeginPorts } from '../core/begin.ts';
import { begunRun } from '../core/begun-run.ts';
import { canonicalReadUrl } from '../core/call-url.ts';
import { cancelRun } from '../core/cancel.ts';
import { createPastDurations, noting } from '../core/past-durations.ts';
import type { Registry } from '../core/registry.ts';
import { retryAfterSeconds } from '../core/retry-after.ts';
import type { RunRecord } from '../core/run.ts';
import { monitorFor, runById, runByUrl, runNameOf } from '../core/status.ts';
import type { StatusTexts } from '../core/status-text.ts';
import { clientErrorOf } from './direct-errors.ts';
import type { Look, Transport } from './transport.ts';

/** What the API has at hand, for who does without it. */
export interface DirectPorts extends BeginPorts {
  registry: Registry;
  statusTexts: StatusTexts;
}

/** What the API does between a request's body and its answer, without either. */
export function createDirectTransport(given: DirectPorts): Transport {
  const past = createPastDurations();
  const ports = { ...given, store: noting(given.store, past) };
  const { registry, store, clock, statusTexts } = ports;
  const monitorIn = (record: RunRecord) => monitorFor(record, noPrefix, store);

  async function ask<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return unlessAborted(signal, () =>
      work().catch(async (error: unknown) => {
        throw await clientErrorOf(error, monitorIn);
      }),
    );
  }

  async function look(taskId: string): Promise<Look> {
    const record = await runById(runNameOf(taskId), ports);
    const answer = await answerOf(record, ports);
    switch (answer.is) {
      case 'in-flight': {
        const seconds = retryAfterSeconds(record, clock.now(), past.shortestMs(record.task));
        return { complete: false, monitor: await monitorIn(record), askAgainMs: seconds * 1000 };
      }
      case 'result':
        return { complete: true, result: JSON.parse(answer.json) };
      case 'refused':
        throw answer.error;
    }
  }

  return {
    begin: (asked, { signal, idempotencyKey } = {}) =>
      ask(async () => {
        const request = parseBeginRequest(new TextEncoder().encode(asked), registry);
        const begun = await (idempotencyKey === undefined
          ? beginRun(request, ports)
          : beginOnce(request, { principal: nobody, idempotencyKey }, ports));
        return (await begunRun(begun, statusTexts, noPrefix, ports)).monitor;
      }, signal),
    findById: (taskId) => ask(async () => monitorIn(await runById(runNameOf(taskId), ports))),
    findByUrl: (pollingUrl) =>
      ask(async () => monitorIn(await runByUrl(canonicalReadUrl(pollingUrl, registry), ports))),
    look: (taskId, { signal } = {}) => ask(() => look(taskId), signal),
    cancel: (taskId) => ask(async () => monitorIn(await cancelRun(runNameOf(taskId), ports))),
  };
}

/** A monitor's references are path references: they hold wherever the API is reached without a prefix. */
const noPrefix = '';

/** Who calls table and queue is not told apart by them. */
const nobody = '';

/** What is under way when the signal aborts goes on to its end, as it would behind an API. */
async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
