import * as z from 'zod';
import type { RunStore } from '../../core/ports.ts';
import type { Policy } from '../../core/policy.ts';
import { createRegistry, type TaskModule } from '../../core/registry.ts';
import { parseStatusTexts } from '../../core/status-text.ts';
import { defineTask } from '../../core/task.ts';
import { workOn } from '../../core/work.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createHandler } from '../../lambdas/api/create-handler.ts';
import type { ApiPorts } from '../../lambdas/api/ports.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createFakeExecutor, type FakeRun } from '../fakes/fake-executor.ts';
import { createFixedChance } from '../fakes/fixed-chance.ts';
import { createMemoryRunQueue } from '../fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import { createFaultsOf, type FaultsOf } from './described.ts';
import { functionContext } from './function-context.ts';
import { functionUrlEvent, httpEvent } from './http-event.ts';
import { restEvent, type Asking } from './rest-event.ts';

/** How each front hands a request over. */
export const fronts = { rest: restEvent, http: httpEvent, 'function-url': functionUrlEvent };

export interface ApiWorldOptions extends Pick<ApiPorts, 'publicUrl'> {
  front?: keyof typeof fronts;
  corsOrigins?: string[];
  /** The owner's words, as the environment has them. */
  statusTexts?: string;
  policy?: Partial<Policy>;
  cache?: 'private' | 'public';
  /** Tasks besides those that each world has. */
  tasks?: TaskModule;
  /** What every task does; by default it returns its arguments. */
  run?: FakeRun;
  /** What is left of the function's time; by default as much as it has. */
  getRemainingTimeInMillis?: () => number;
  /** Wraps the store, to make it fail. */
  through?: (store: RunStore) => RunStore;
}

/** An answer as a caller sees it. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** Undefined where there is none that is JSON. */
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON that came over a wire
}

const documents = new Map<string, Promise<FaultsOf>>();

/**
 * The API with everything behind it in memory, on a clock that stands still. All that it answers is held to its own
 * document.
 */
export function createApiWorld(options: ApiWorldOptions = {}) {
  const { policy = {}, cache = 'private', tasks = {}, ...given } = options;
  const {
    through = (store) => store,
    run = ({ args }) => JSON.parse(args),
    statusTexts,
    corsOrigins = [],
    front = 'rest',
    getRemainingTimeInMillis = functionContext.getRemainingTimeInMillis,
    ...extra
  } = given;
  const registry = createRegistry({ ...tasksOf(policy, cache), ...tasks });
  const clock = createFakeClock();
  const table = createMemoryRunStore();
  const queue = createMemoryRunQueue({ clock });
  const logged: { event: string; fields: unknown }[] = [];
  const log = {
    info: () => {},
    error: (event: string, fields?: Record<string, unknown>) => {
      logged.push({ event, fields });
    },
  };
  const chance = createFixedChance();
  const words = parseStatusTexts(statusTexts);
  const store = through(table);
  const ports = {
    registry,
    store,
    queue,
    clock,
    chance,
    sha256,
    log,
    statusTexts: words,
    corsOrigins,
  };
  const schemas = registry.tasks.map(({ parameters }) => parameters.map((one) => one.jsonSchema));
  const parts = [corsOrigins.length > 0, extra.publicUrl !== undefined, schemas];
  const likeness = JSON.stringify(parts);
  const handle = createHandler({ ...ports, ...extra });
  const handler = (event: unknown) => handle(event, { getRemainingTimeInMillis });
  const workPorts = {
    ...ports,
    store: table,
    executor: createFakeExecutor(clock, run),
    remainingMs: () => 900_000,
  };

  async function ask(method: string, target: string, asking?: Asking): Promise<Answered> {
    const answered = await answeredTo(method, target, asking);
    const faults = (await described())([[method, target]], answered);
    if (faults.length > 0) throw new Error(`${method} ${target}: ${faults.join('; ')}`);
    return answered;
  }

  async function answeredTo(method: string, target: string, asking?: Asking): Promise<Answered> {
    const { statusCode, headers, body } = await handler(fronts[front](method, target, asking));
    const named = new Headers(headers as Record<string, string>);
    const isJson = named.get('content-type')?.endsWith('json') === true;
    return {
      status: statusCode,
      headers: named,
      text: body,
      body: isJson && body !== '' ? JSON.parse(body) : undefined,
    };
  }

  /** By the world's own document, which is the same for worlds that are alike. */
  function described(): Promise<FaultsOf> {
    const known = documents.get(likeness);
    if (known !== undefined) return known;
    const made = answeredTo('GET', '/openapi.json').then(({ body }) => createFaultsOf(body));
    documents.set(likeness, made);
    return made;
  }

  async function deliver(): Promise<void> {
    const received = await queue.receive();
    if (received === undefined) throw new Error('The queue is empty');
    const receipt = await workOn(received.delivery, workPorts);
    if (receipt === 'done') await received.remove();
  }

  return {
    /** What the API has at hand, for who does without it. */
    ports,
    clock,
    table,
    queue,
    logged,
    get: (target: string, headers?: Record<string, string>) =>
      ask('GET', target, headers && { headers }),
    post: (target: string, body?: unknown, headers?: Record<string, string>) =>
      ask('POST', target, { body, ...(headers && { headers }) }),
    ask,
    handler,
    /** One message worked on, time running as it needs. */
    work: () => clock.runUntil(deliver()),
    /** The same, left under way. */
    startWork: () => deliver(),
  };
}

export type ApiWorld = ReturnType<typeof createApiWorld>;

/** The tasks of that world, as a client's type parameter. */
export type ApiWorldTasks = ReturnType<typeof tasksOf>;

function tasksOf(policy: Partial<Policy>, cache: 'private' | 'public') {
  const rest = { policy, cache, run: () => 0 };
  return {
    add: defineTask({
      name: 'add',
      description: 'The sum of two numbers.',
      params: { x: z.number(), y: z.number() },
      url: true,
      ...rest,
    }),
    echo: defineTask({
      name: 'echo',
      params: { text: z.string(), times: z.int().min(1).default(1) },
      url: true,
      ...rest,
    }),
    mail: defineTask({ name: 'send-mail', params: { to: z.string() }, ...rest }),
    any: defineTask({ name: 'any', params: { value: z.json() }, url: true, ...rest }),
  };
}
