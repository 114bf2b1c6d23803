import { createClientOver } from './client-over.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { createHttpsTransport } from './https-transport.ts';
import { pageClock } from './page-clock.ts';
import { createSend, type Fetch } from './request.ts';
import type { TaskClient } from './task-client.ts';

/** Where an API is, and how requests are sent to it. */
export interface ClientOptions {
  /** Where the API is, with its stage or base path: `https://….amazonaws.com/prod`. */
  url: string;
  /** What sends requests: against IAM the one of `madrona-async/client/sigv4`. @default - the global `fetch` */
  fetch?: Fetch;
  /**
   * For how many seconds of each wait `run` has its requests held at the API until the run has ended (`Prefer: wait`,
   * RFC 7240): 20 at a time, after that it asks as often as the API says. What is held sees the end within a second, and
   * keeps one of the API's functions from all others. So a client has one request held at a time: of many runs at once
   * the others ask as often as the API says from the start. 0 holds nothing.
   *
   * @default 5
   */
  waitSeconds?: number;
  /**
   * Whether begins that no polling URL leads back to their run (without one, with a `taskId`, with `checkRunning: false`,
   * with `cacheResults: false`) get an `Idempotency-Key` of their own, and are made again where an answer is lost. It
   * costs a read each.
   *
   * @default true
   */
  idempotencyKeys?: boolean;
}

/**
 * A client over HTTPS, for Node and browsers. Its type parameter is the tasks' module, from which it knows
 * names, arguments and results; nothing of the module is loaded.
 *
 * ```ts
 * import { createClient } from 'madrona-async/client';
 * import type * as tasks from './tasks.ts';
 *
 * const client = createClient<typeof tasks>({ url: 'http://127.0.0.1:8787' });
 * const sum = await client.run('add', { x: 2, y: 3 });
 * ```
 */
export function createClient<M>(options: ClientOptions): TaskClient<M> {
  const { url, fetch = globalThis.fetch, waitSeconds = 5, idempotencyKeys = true } = options;
  const send = createSend(url, (input, init) => fetch(input, init));
  return createClientOver<M>(createHttpsTransport(send), pageClock, {
    waitSeconds,
    ...(idempotencyKeys ? { newKey: newIdempotencyKey } : {}),
  });
}
