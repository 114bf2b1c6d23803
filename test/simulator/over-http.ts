import * as z from 'zod';
import type { Begun } from '../../core/begin.ts';
import { StoreFault } from '../../core/errors.ts';
import { parseTaskId, taskIdOf } from '../../core/key.ts';
import { parseStatusTexts } from '../../core/status-text.ts';
import { createHandler } from '../../lambdas/api/create-handler.ts';
import type { ApiPorts } from '../../lambdas/api/ports.ts';
import { functionContext } from '../api/function-context.ts';
import { restEvent, type Asking } from '../api/rest-event.ts';
import type { Asked } from './asked.ts';

const begunBody = z.object({
  taskId: z.string(),
  outcome: z.enum(['started', 'running', 'cached', 'stale']),
});

/** What a begin was answered. */
export interface Led {
  outcome: Begun['outcome'];
  run: string;
}

/** An answer that says what was wrong with the request. */
export class HttpRefusal extends Error {}

/** The whole API handler, asked as a REST API asks it. What is no 2xx throws, as a caller's client would. */
export function createHttpApi(ports: Omit<ApiPorts, 'statusTexts' | 'corsOrigins'>) {
  const handler = createHandler({ ...ports, statusTexts, corsOrigins: [] });

  async function post(path: string, asking?: Asking): Promise<string> {
    const { statusCode, body: text } = await handler(
      restEvent('POST', path, asking),
      functionContext,
    );
    if (statusCode >= 500) throw new StoreFault(`${statusCode} ${text}`);
    if (statusCode >= 300) throw new HttpRefusal(`${statusCode} ${text}`);
    return text;
  }

  return {
    /** The run that a 2xx leads to. */
    async begin({ x, pollingUrl, taskId: named, idempotencyKey, ...asked }: Asked): Promise<Led> {
      const body = {
        ...{ task: 'job', args: [x], ...asked },
        ...(pollingUrl === null ? {} : { pollingUrl }),
        ...(named === null ? {} : { taskId: taskIdOf(named.key, named.run) }),
      };
      const headers = idempotencyKey === null ? {} : { 'Idempotency-Key': idempotencyKey };
      const text = await post('/v1/tasks', { headers, body });
      const { taskId, outcome } = begunBody.parse(JSON.parse(text));
      return { outcome, run: parseTaskId(taskId)?.run ?? taskId };
    },
    cancel: (taskId: string): Promise<string> => post(`/v1/tasks/${taskId}/cancel`),
  };
}

const statusTexts = parseStatusTexts(undefined);
