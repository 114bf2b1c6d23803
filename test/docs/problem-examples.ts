import type { ErrorCode } from '../../core/errors.ts';
import { StoreFault } from '../../core/errors.ts';
import {
  createApiWorld,
  type Answered,
  type ApiWorld,
  type ApiWorldOptions,
} from '../api/api-world.ts';
import type { Asking } from '../api/rest-event.ts';
import { unknownId } from '../api/refused.ts';

/** How the API is brought to answer a problem. */
export interface ProblemExample {
  options?: ApiWorldOptions;
  /** What happens before; a task ID that comes of it stands for `{taskId}` in the target. */
  before?: (world: ApiWorld) => Promise<unknown>;
  ask: [method: string, target: string, asking?: Asking];
}

const call = '/v1/run/add/2/3';
const add = { task: 'add', args: [2, 3] };
const begin = (body: unknown): ProblemExample['ask'] => ['POST', '/v1/tasks', { body }];
const sum = (args: number[]) => ({ task: 'add', args, pollingUrl: '/sum' });
const keyed = (args: number[]) => ({
  body: { task: 'add', args },
  headers: { 'Idempotency-Key': '"k"' },
});
const failing: ApiWorldOptions = {
  policy: { retries: 0 },
  run: () => {
    throw new Error('There is no such sum');
  },
};

async function ended({ post, work }: ApiWorld): Promise<string> {
  const { body } = await post('/v1/tasks', add);
  await work();
  return body.taskId;
}

function away(fault: Error): ApiWorldOptions {
  const read = () => Promise.reject(fault);
  return { through: (store) => ({ ...store, read }) };
}

/** By code; those that the gateway alone answers have none. */
export const problemExamples: Record<
  Exclude<ErrorCode, 'throttled' | 'timed-out'>,
  ProblemExample
> = {
  'already-ended': { before: ended, ask: ['POST', '/v1/tasks/{taskId}/cancel'] },
  forbidden: {
    ask: ['POST', `/v1/tasks/${unknownId}/cancel`, { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
  },
  'idempotency-key-reused': {
    before: ({ ask }) => ask('POST', '/v1/tasks', keyed([2, 3])),
    ask: ['POST', '/v1/tasks', keyed([2, 4])],
  },
  internal: { options: away(new Error('a secret')), ask: ['GET', call] },
  'invalid-arguments': { ask: ['GET', '/v1/run/add/2/two'] },
  'invalid-polling-url': { ask: begin({ ...add, pollingUrl: 'sum' }) },
  malformed: { ask: begin({ args: [2, 3] }) },
  'method-not-allowed': { ask: ['DELETE', '/v1/tasks'] },
  'not-acceptable': { ask: ['GET', call, { headers: { Accept: 'text/html' } }] },
  'not-found': { ask: ['GET', '/v1/nothing'] },
  'only-if-cached': {
    ask: ['GET', call, { headers: { 'Cache-Control': 'only-if-cached' } }],
  },
  'polling-url-in-use': {
    before: ({ post }) => post('/v1/tasks', sum([2, 3])),
    ask: begin(sum([2, 4])),
  },
  'reserved-polling-url': { ask: begin({ ...add, pollingUrl: '/v1/run/add/1/1' }) },
  'result-expired': {
    options: { policy: { maxAgeSeconds: 60 } },
    before: async (world) => {
      const taskId = await ended(world);
      await world.clock.advance(3_600_000);
      return taskId;
    },
    ask: ['GET', '/v1/tasks/{taskId}/result'],
  },
  'task-failed': {
    options: failing,
    before: async ({ get, work }) => {
      await get(call);
      await work();
    },
    ask: ['GET', call],
  },
  'task-not-by-url': { ask: ['GET', '/v1/run/send-mail/you'] },
  'task-revoked': {
    before: async ({ post }) => {
      const { taskId } = (await post('/v1/tasks', add)).body;
      await post(`/v1/tasks/${taskId}/cancel`);
      return taskId;
    },
    ask: ['GET', '/v1/tasks/{taskId}/result'],
  },
  'too-large': { ask: begin({ task: 'echo', args: ['x'.repeat(300_000)] }) },
  unavailable: { options: away(new StoreFault('away')), ask: ['GET', call] },
  'unknown-run': { ask: ['GET', `/v1/tasks/${unknownId}`] },
  'unknown-task': { ask: ['GET', '/v1/run/ad/2/3'] },
  'unsupported-media-type': {
    ask: ['POST', '/v1/tasks', { body: 'task=add', headers: { 'Content-Type': 'text/plain' } }],
  },
  'url-too-long': { ask: ['GET', `/v1/run/echo/${'x'.repeat(2_100)}`] },
};

/** What is really answered. */
export async function answerTo({ options, before, ask }: ProblemExample): Promise<Answered> {
  const world = createApiWorld(options);
  const [method, target, asking] = ask;
  const taskId = await before?.(world);
  return world.ask(method, target.replace('{taskId}', String(taskId)), asking);
}
