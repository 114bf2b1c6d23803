import * as z from 'zod';
import { StoreFault } from '../../core/errors.ts';
import { parseTaskId } from '../../core/key.ts';
import { parseStatusTexts } from '../../core/status-text.ts';
import { createHandler } from '../../lambdas/api/create-handler.ts';
import type { ApiPorts } from '../../lambdas/api/ports.ts';
import { functionContext } from '../api/function-context.ts';
import { restEvent } from '../api/rest-event.ts';
import type { Asked } from './callers.ts';

const begunBody = z.object({
  taskId: z.string(),
  outcome: z.enum(['started', 'running', 'cached', 'stale']),
});

/** The whole API handler, asked as a REST API asks it. What is no 2xx throws, as a caller's client would. */
export function createHttpApi(ports: Omit<ApiPorts, 'statusTexts' | 'corsOrigins'>) {
  const handler = createHandler({ ...ports, statusTexts, corsOrigins: [] });

  async function post(path: string, body?: unknown): Promise<string> {
    const { statusCode, body: text } = await handler(
      restEvent('POST', path, { body }),
      functionContext,
    );
    if (statusCode >= 300) throw new StoreFault(`${statusCode} ${text}`);
    return text;
  }

  return {
    /** The run that a 2xx leads to. */
    async begin({ x, pollingUrl, ...asked }: Asked): Promise<{ outcome: string; run: string }> {
      const url = pollingUrl === null ? {} : { pollingUrl };
      const text = await post('/v1/tasks', { task: 'job', args: [x], ...url, ...asked });
      const { taskId, outcome } = begunBody.parse(JSON.parse(text));
      return { outcome, run: parseTaskId(taskId)?.run ?? taskId };
    },
    cancel: (taskId: string): Promise<string> => post(`/v1/tasks/${taskId}/cancel`),
  };
}

const statusTexts = parseStatusTexts(undefined);
