import { createClientOver } from '../../client/client-over.ts';
import { createDirectTransport } from '../../client/direct-transport.ts';
import { createHttpsTransport } from '../../client/https-transport.ts';
import { createSend, type Fetch } from '../../client/request.ts';
import type { TaskClient } from '../../client/task-client.ts';
import {
  createApiWorld,
  type ApiWorld,
  type ApiWorldOptions,
  type ApiWorldTasks,
} from '../api/api-world.ts';
import { restEvent } from '../api/rest-event.ts';

/** Everything in memory, on a clock that stands still, with a client to it. */
export interface ClientWorld extends ApiWorld {
  client: TaskClient<ApiWorldTasks>;
}

export function createHttpsWorld(options: ApiWorldOptions = {}): ClientWorld {
  const world = createApiWorld(options);
  const transport = createHttpsTransport(createSend('https://api.test', fetchOf(world)));
  return { ...world, client: createClientOver(transport, world.clock) };
}

export function createDirectWorld(options: ApiWorldOptions = {}): ClientWorld {
  const world = createApiWorld(options);
  return { ...world, client: createClientOver(createDirectTransport(world.ports), world.clock) };
}

/** Both, for a suite that holds for either. */
export const transports = [
  { transport: 'HTTPS', createWorld: createHttpsWorld },
  { transport: 'direct', createWorld: createDirectWorld },
];

/** The API as a fetch has it: by a custom domain, without a stage or base path in front. */
export function fetchOf({ handler }: ApiWorld): Fetch {
  return async (url, { method = 'GET', headers, body, signal }) => {
    signal?.throwIfAborted();
    const { pathname, search } = new URL(url);
    const asking = { headers: Object.fromEntries(new Headers(headers)), basePath: '' };
    const text = typeof body === 'string' ? { body } : {};
    const answered = handler(restEvent(method, pathname + search, { ...asking, ...text }));
    const { statusCode, headers: answeredHeaders, body: answeredBody } = await answered;
    return new Response(answeredBody, {
      status: statusCode,
      headers: answeredHeaders as Record<string, string>,
    });
  };
}
