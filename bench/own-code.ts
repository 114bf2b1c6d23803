import * as tasks from '#tasks';
import { createRegistry } from '../core/registry.ts';
import { parseStatusTexts } from '../core/status-text.ts';
import { workOn } from '../core/work.ts';
import { systemChance } from '../lambdas/adapters/random-chance.ts';
import { sha256 } from '../lambdas/adapters/sha256.ts';
import { systemClock as clock } from '../lambdas/adapters/system-clock.ts';
import { createHandler } from '../lambdas/api/create-handler.ts';
import { functionContext } from '../test/api/function-context.ts';
import { restEvent } from '../test/api/rest-event.ts';
import { createFakeExecutor } from '../test/fakes/fake-executor.ts';
import { createMemoryRunQueue } from '../test/fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../test/fakes/memory-run-store.ts';

export interface OwnCode {
  /** One begin, one message worked on, one request for the result. One at a time. */
  once(): Promise<void>;
}

/** No stage before the paths. */
const basePath = '';
const body = { task: 'add', args: [1, 1] };

/** What a run takes of handlers and rules alone: table, queue and thread are functions of this process. */
export function createOwnCode(): OwnCode {
  const queue = createMemoryRunQueue({ clock });
  const ports = {
    registry: createRegistry(tasks),
    store: createMemoryRunStore(),
    queue,
    clock,
    chance: systemChance,
    sha256,
    log: { info: () => undefined, error: console.error },
  };
  const api = createHandler({ ...ports, statusTexts: parseStatusTexts(), corsOrigins: [] });
  const executor = createFakeExecutor(clock, () => 2);
  const worker = { ...ports, executor, remainingMs: () => Infinity };

  return {
    async once() {
      const begun = await api(restEvent('POST', '/v1/tasks', { basePath, body }), functionContext);
      const received = await queue.receive();
      if (received === undefined) throw new Error(`A begin was answered ${begun.body}`);
      await workOn(received.delivery, worker);
      await received.remove();
      const { result } = (JSON.parse(begun.body) as { urls: { result: string } }).urls; // its monitor
      const answer = await api(restEvent('GET', result, { basePath }), functionContext);
      if (answer.body !== '2') throw new Error(`1 + 1 came out as ${answer.body}`);
    },
  };
}
