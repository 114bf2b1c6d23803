import { createClientOver } from './client-over.ts';
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
  const { url, fetch = globalThis.fetch } = options;
  const send = createSend(url, (input, init) => fetch(input, init));
  return createClientOver<M>(createHttpsTransport(send), pageClock);
}
