import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createApiWorld } from '../api/api-world.ts';
import { root } from './entries.ts';
import { answerTo, problemExamples } from './problem-examples.ts';

/** Where the examples of the OpenAPI document are kept. */
export const documentExamples = join(root, 'lambdas/api/openapi/examples.json');

/** What the API answers, by the name of its shape. */
export async function examplesText(): Promise<string> {
  const examples = { ...(await shapes()), ...(await problems()) };
  const config = await resolveConfig(documentExamples);
  return format(JSON.stringify(examples), { ...config, parser: 'json' });
}

async function shapes(): Promise<Record<string, unknown>> {
  const { get, work } = createApiWorld({ front: 'function-url', run: () => 5 });
  const call = '/v1/run/add/2/3';
  const bodyOf = async (target: string): Promise<unknown> => (await get(target)).body;
  const begun = (await get(call)).body;
  await work();
  return {
    BegunMonitor: begun,
    Monitor: await bodyOf(`/v1/tasks/${begun.taskId}`),
    RunEvents: await bodyOf(`/v1/tasks/${begun.taskId}/events`),
    Explanation: await bodyOf(`/v1/explain?pollingUrl=${encodeURIComponent(call)}`),
    Definitions: await bodyOf('/v1/definitions'),
    Health: await bodyOf('/healthz'),
  };
}

async function problems(): Promise<Record<string, unknown>> {
  const entries = Object.entries(problemExamples).map(async ([code, example]) => {
    const front = { front: 'function-url', ...example.options } as const;
    const { body } = await answerTo({ ...example, options: front });
    return [`Problem.${code}`, body] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
