import * as z from 'zod';
import type { Clock, RunQueue, RunStore } from '../../../core/ports.ts';
import { createRegistry } from '../../../core/registry.ts';
import { parseStatusTexts } from '../../../core/status-text.ts';
import { defineTask } from '../../../core/task.ts';
import { workOn } from '../../../core/work.ts';
import { sha256 } from '../../../lambdas/adapters/sha256.ts';
import { createHandler, type ApiHandler } from '../../../lambdas/api/create-handler.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeExecutor } from '../../fakes/fake-executor.ts';
import { createFixedChance } from '../../fakes/fixed-chance.ts';
import { createMemoryRunQueue } from '../../fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../../fakes/memory-run-store.ts';

const run = () => null;
const briefly = {
  maxAgeSeconds: 5,
  staleWhileRevalidateSeconds: 5,
  staleIfErrorSeconds: 20,
  failureMaxAgeSeconds: 2,
  handoverSeconds: 1,
  retries: 0,
};
const registry = createRegistry({
  add: defineTask({ name: 'add', params: { x: z.number(), y: z.number() }, url: true, run }),
  echo: defineTask({
    name: 'echo',
    params: { text: z.string(), times: z.int().min(1).default(1) },
    url: true,
    policy: { ...briefly, retries: 1 },
    run,
  }),
  any: defineTask({ name: 'any', params: { value: z.json() }, url: true, policy: briefly, run }),
  brief: defineTask({ name: 'brief', params: {}, url: true, policy: briefly, run }),
  mail: defineTask({ name: 'send-mail', params: { to: z.string() }, run }),
});

/** The three ways in which the API is set up: alone, with a proxy before it, and for every page. */
const settings = [
  { corsOrigins: [] },
  { corsOrigins: ['https://maps.example'], publicUrl: 'https://www.example.org/coast/' },
  { corsOrigins: ['*'] },
];

const context = { getRemainingTimeInMillis: () => 28_000 };

/** What its own faults were, in the log. */
export interface Logged {
  event: string;
  fields: Record<string, unknown> | undefined;
}

/** The API of one process, whose table, queue and clock are new in each case: to make it anew takes too long. */
export function createEventWorld() {
  let clock = createFakeClock();
  let store = createMemoryRunStore();
  let queue = createMemoryRunQueue({ clock });
  let chance = createFixedChance();
  const logged: Logged[] = [];
  const lateClock: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
  const lateStore: RunStore = {
    read: (...args) => store.read(...args),
    put: (...args) => store.put(...args),
    update: (...args) => store.update(...args),
    putResult: (...args) => store.putResult(...args),
    readResult: (...args) => store.readResult(...args),
    putUrl: (...args) => store.putUrl(...args),
    readUrl: (...args) => store.readUrl(...args),
  };
  const lateQueue: RunQueue = { send: (body) => queue.send(body) };
  const ports = {
    registry,
    store: lateStore,
    queue: lateQueue,
    clock: lateClock,
    chance: { id: (bytes: number) => chance.id(bytes), fraction: () => chance.fraction() },
    sha256,
    log: {
      info: () => {},
      error: (event: string, fields?: Record<string, unknown>) =>
        void logged.push({ event, fields }),
    },
    statusTexts: parseStatusTexts(undefined),
  };
  const handlers = settings.map((setting) => createHandler({ ...ports, ...setting }));

  return {
    handlers,
    logged,
    /** What an event is answered; time goes on for as long as the answer waits for it. */
    async answer(handler: ApiHandler, event: unknown) {
      let settled = false;
      const answer = handler(event, context).finally(() => {
        settled = true;
      });
      answer.catch(() => {});
      for (let turns = 0; !settled && turns < 10_000; turns += 1) {
        await (clock.sleepers() > 0 ? clock.advance(500) : new Promise(setImmediate));
      }
      return answer;
    },
    reset() {
      clock = createFakeClock();
      store = createMemoryRunStore();
      queue = createMemoryRunQueue({ clock });
      chance = createFixedChance();
      logged.length = 0;
    },
    advance: (ms: number) => clock.advance(ms),
    /** Whatever waits in the queue is worked on; what is called to fail fails. */
    async work() {
      const executor = createFakeExecutor(clock, ({ args }) => {
        if (args.includes('fails')) throw new Error('It was asked to');
        return args;
      });
      for (let i = 0; i < 4; i += 1) {
        const received = await queue.receive();
        if (received === undefined) return;
        const work = workOn(received.delivery, { ...ports, executor, remainingMs: () => 900_000 });
        if ((await clock.runUntil(work)) === 'done') await received.remove();
      }
    },
  };
}

export type EventWorld = ReturnType<typeof createEventWorld>;
