import type { TestContext } from 'vitest';
import type { ApiWorldOptions } from '../api/api-world.ts';
import { until } from '../local/until.ts';
import { ask, type Reply } from './ask.ts';
import { startNginx } from './nginx.ts';
import { startOrigin, type Origin } from './origin.ts';

/** What is asked for where nothing else is said. */
export const call = '/v1/run/add/2/3';

export interface BehindNginx {
  origin: Origin;
  /** The files of nginx's cache. */
  kept(): string[];
  get(path?: string, headers?: Record<string, string>): Promise<Reply>;
  head(): Promise<Reply>;
  /** A run, begun at the origin and worked on, and its result aged there. */
  computed(ageMs?: number): Promise<void>;
  /** The first answer that is not a hit on what is fresh. */
  notFresh(): Promise<Reply>;
}

/** The API behind nginx, for one test. The n-th run comes to n; `more` are directives of nginx's location. */
export async function behindNginx(
  program: string,
  { onTestFinished }: TestContext,
  options: ApiWorldOptions = {},
  more = '',
): Promise<BehindNginx> {
  let times = 0;
  const origin = await startOrigin({ run: () => (times += 1), ...options });
  onTestFinished(origin.close);
  const nginx = await startNginx(program, origin.url, more);
  onTestFinished(nginx.close);
  const get = (path = call, headers = {}) => ask(nginx.url + path, { headers });
  return {
    origin,
    kept: nginx.kept,
    get,
    head: () => ask(nginx.url + call, { method: 'HEAD' }),
    async computed(ageMs = 0) {
      await origin.get(call);
      await origin.work();
      await origin.clock.advance(ageMs);
    },
    notFresh: () =>
      until(async () => {
        const reply = await get();
        return nginxSays(reply) === 'nginx; hit' ? undefined : reply;
      }),
  };
}

/** Of the caches on the way, the one that is nearest to the caller speaks last (RFC 9211 §2). */
export function nginxSays({ headers }: Reply): string | undefined {
  return String(headers['cache-status']).split(', ').at(-1);
}
