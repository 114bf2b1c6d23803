import type { Context } from 'hono';
import type { RunRecord } from '../../core/run.ts';
import type { Asked } from './asked.ts';
import type { Links } from './links.ts';
import type { ApiPorts } from './ports.ts';

export interface ApiEnv {
  Bindings: Asked & {
    /** What is left of the function's time. */
    remainingMs(): number;
    api: Api;
  };
  Variables: {
    /** For how long the answer might keep its caller waiting, where that was asked for. */
    waitSeconds?: number;
    /** Whether it did. */
    held?: boolean;
  };
}

export type ApiContext = Context<ApiEnv>;

/** What every route is given besides its request. */
export interface Api extends ApiPorts {
  links: Links;
  /** In how many seconds it is worth asking again for a run in flight. */
  retryAfter(record: RunRecord): number;
}

export interface Route {
  method: 'GET' | 'POST';
  /** As in API Gateway and OpenAPI: `{name}` is one segment, `{name+}` the rest of the path. */
  path: string;
  answer(c: ApiContext, api: Api): Response | Promise<Response>;
}
