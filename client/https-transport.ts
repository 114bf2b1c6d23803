import { TaskError } from './errors.ts';
import { bodyAs, retryAfterMs, type Send } from './request.ts';
import type { Transport } from './transport.ts';

/** The API's routes, as far as the client's functions need them. */
export function createHttpsTransport(send: Send): Transport {
  return {
    async begin(asked, { signal, waitSeconds, idempotencyKey } = {}) {
      const headers = {
        ...preferring(waitSeconds),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': quoted(idempotencyKey) }),
      };
      return bodyAs(
        await send({ method: 'POST', path: '/v1/tasks', body: asked, headers, signal }),
      );
    },

    async findById(taskId) {
      return bodyAs(await send({ path: pathOf(taskId) }));
    },

    async findByUrl(pollingUrl) {
      return bodyAs(await send({ path: `/v1/status?pollingUrl=${encodedUrl(pollingUrl)}` }));
    },

    async look(taskId, { signal, waitSeconds } = {}) {
      const headers = preferring(waitSeconds);
      const answer = await send({ path: `${pathOf(taskId)}/result`, headers, signal });
      if (answer.status === 200) return { complete: true, result: answer.body };
      const askAgainMs = retryAfterMs(answer.headers) ?? defaultWaitMs;
      return { complete: false, monitor: bodyAs(answer), askAgainMs };
    },

    async cancel(taskId) {
      return bodyAs(await send({ method: 'POST', path: `${pathOf(taskId)}/cancel` }));
    },
  };
}

/** RFC 7240 §4.3. An API that heeds it not answers at once, and says when to ask again. */
function preferring(waitSeconds = 0): Record<string, string> {
  return waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {};
}

/** RFC 8941 §3.3.3. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function pathOf(taskId: string): string {
  // As a segment these would name another resource.
  if (/^\.{0,2}$/.test(taskId)) {
    const refusal = `There is no run "${taskId}"; a task ID is the taskId of a begin's answer`;
    throw new TaskError('unknown-run', refusal, { status: 404 });
  }
  return `/v1/tasks/${encodeURIComponent(taskId.toWellFormed())}`;
}

function encodedUrl(pollingUrl: string): string {
  if (pollingUrl.isWellFormed()) return encodeURIComponent(pollingUrl);
  const fault = 'The polling URL holds a lone surrogate, which cannot be sent';
  throw new TaskError('invalid-polling-url', fault, { status: 422 });
}

const defaultWaitMs = 1000;
