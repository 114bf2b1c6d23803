import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as tasks from '#tasks';
import { createClient } from '../../client/https.ts';
import type { TaskClient } from '../../client/task-client.ts';
import type { Monitor } from '../../core/monitor.ts';
import { isInFlight } from '../../core/run.ts';
import { pauseMs } from '../local/until.ts';
import { heldFetch } from './held-fetch.ts';

/** A deployed stack of the sample tasks, wherever it runs. */
export interface Target {
  /** With its stage or base path. */
  url: string;
  /** What reaches it: a signing one, where it asks for signatures. */
  fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** How many begins it may be sent at once. */
  begins: number;
  /** Another client than the one over HTTPS. */
  client?: TaskClient<typeof tasks>;
  /** Puts a message into the dead-letter queue, where the place lets one. */
  sendDeadLetter?: (body: string) => Promise<void>;
}

/** A target as the journeys use it. */
export interface Journey {
  target: Target;
  client: TaskClient<typeof tasks>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Asks again until the answer is as it should be. Fails after five minutes. */
  getUntil(
    path: string,
    holds: (answer: Response) => boolean,
    headers?: Record<string, string>,
  ): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A polling URL of one's own. */
  freshUrl(): string;
  /** The run, once it has ended. */
  ended(taskId: string): Promise<Monitor>;
  /** The run, once that holds. Fails after five minutes. */
  until(taskId: string, holds: (monitor: Monitor) => boolean): Promise<Monitor>;
}

// A place may have one worker for all that the suite begins.
const patienceMs = 300_000;
const lookMs = 100;

/** Whatever is answered to a journey is held to the stack's own document. */
export function createJourney(given: Target): Journey {
  const target = { ...given, fetch: heldFetch(given) };
  const client = target.client ?? createClient<typeof tasks>(target);
  const get = (path: string, headers: Record<string, string> = {}) =>
    target.fetch(`${target.url}${path}`, { headers });

  async function getUntil(
    path: string,
    holds: (answer: Response) => boolean,
    headers?: Record<string, string>,
  ): Promise<Response> {
    const start = Date.now();
    for (;;) {
      const answer = await get(path, headers);
      if (holds(answer)) return answer;
      if (Date.now() > start + patienceMs)
        throw new Error(`Waited in vain: ${answer.status} at ${path}`);
      await sleep(pauseMs(Date.now() - start, lookMs));
    }
  }

  async function until(taskId: string, holds: (monitor: Monitor) => boolean): Promise<Monitor> {
    const start = Date.now();
    for (;;) {
      const monitor = await client.getMonitor({ taskId });
      if (monitor !== null && holds(monitor)) return monitor;
      if (Date.now() > start + patienceMs)
        throw new Error(`Waited in vain: ${JSON.stringify(monitor)}`);
      await sleep(pauseMs(Date.now() - start, lookMs));
    }
  }

  return {
    target,
    client,
    get,
    getUntil,
    post: (path, body, headers = {}) =>
      target.fetch(`${target.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    freshUrl: () => `/e2e/${randomUUID()}`,
    ended: (taskId) => until(taskId, ({ status }) => !isInFlight(status)),
    until,
  };
}
