import * as z from 'zod';
import { beginRun, type BeginRequest, type Begun } from '../../core/begin.ts';
import { bindArgs } from '../../core/bind.ts';
import { cancelRun } from '../../core/cancel.ts';
import { endDeadLetter } from '../../core/dead-letter.ts';
import { noDirectives, type Directives } from '../../core/directives.ts';
import { parseTaskId, taskIdOf } from '../../core/key.ts';
import type { Policy } from '../../core/policy.ts';
import type { Delivery, Log, Receipt, RunStore } from '../../core/ports.ts';
import { createRegistry } from '../../core/registry.ts';
import type { RunRecord } from '../../core/run.ts';
import { runById, runByUrl } from '../../core/status.ts';
import { defineTask } from '../../core/task.ts';
import { workOn } from '../../core/work.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createFakeExecutor, type FakeRun } from '../fakes/fake-executor.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';
import { createFixedChance } from '../fakes/fixed-chance.ts';
import { createMemoryRunQueue, type MemoryRunQueue } from '../fakes/memory-run-queue.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';

export interface WorldOptions {
  policy?: Partial<Policy>;
  /** What the task `job` does; by default it returns its argument. */
  run?: FakeRun;
  /** Wraps the store, to make it fail or lag. */
  through?: (store: RunStore) => RunStore;
  maxReceiveCount?: number;
  seed?: number;
}

/** What a caller asks; to reuse, with no directive or with these. */
type BeginOptions = Omit<Partial<BeginRequest>, 'reuse'> & {
  x?: number;
  reuse?: boolean | Directives;
};

const silent: Log = { info: () => {}, error: () => {} };

/** The whole system in memory, on a clock that stands still: one task `job(x)`, and what its run is told to do. */
export function createWorld(options: WorldOptions = {}) {
  const { policy = {}, run = ({ args }) => JSON.parse(args), through = (store) => store } = options;
  const task = defineTask({
    name: 'job',
    params: { x: z.number() },
    url: true,
    policy,
    run: () => 0,
  });
  const registry = createRegistry({ task });
  const clock = createFakeClock();
  const table = createMemoryRunStore();
  const store = through(table);
  const deadLetters = createMemoryRunQueue({ clock });
  const { maxReceiveCount = 200 } = options;
  const queue = createMemoryRunQueue({
    clock,
    deadLetters: { queue: deadLetters, maxReceiveCount },
  });
  const chance = createFixedChance(options.seed);
  const ports = {
    store,
    queue,
    clock,
    chance,
    sha256,
    registry,
    log: silent,
    executor: createFakeExecutor(clock, run),
    remainingMs: () => 900_000,
  };

  async function receive(
    from: MemoryRunQueue,
    consume: (delivery: Delivery) => Promise<Receipt>,
  ): Promise<Receipt | 'empty' | 'failed'> {
    const received = await from.receive();
    if (received === undefined) return 'empty';
    const receipt = await consume(received.delivery).catch((): 'failed' => 'failed');
    if (receipt === 'done') await received.remove();
    return receipt;
  }

  return {
    ports,
    clock,
    table,
    queue,
    deadLetters,
    task,
    begin: (request: BeginOptions = {}): Promise<Begun> => {
      const { x = 1, reuse = false, ...rest } = request;
      return beginRun(
        {
          task,
          bound: bindArgs(task, [x], {}),
          pollingUrl: '/zone',
          taskId: null,
          checkRunning: true,
          cacheResults: true,
          reuse: reuse === true ? noDirectives : reuse || null,
          ...rest,
        },
        ports,
      );
    },
    /** One delivery of the queue to a worker, time running as it needs. */
    work: () => clock.runUntil(receive(queue, (delivery) => workOn(delivery, ports))),
    /** The same, left under way. */
    startWork: () => receive(queue, (delivery) => workOn(delivery, ports)),
    endDeadLetter: () => receive(deadLetters, (delivery) => endDeadLetter(delivery, ports)),
    cancel: (taskId: string) => cancelRun(nameOf(taskId), ports),
    byUrl: (url = '/zone') => runByUrl(url, ports),
    byId: (taskId: string) => runById(nameOf(taskId), ports),
  };
}

export type World = ReturnType<typeof createWorld>;

/** A world whose store fails, delays and loses answers as told. */
export function createFailingWorld(faults: StoreFaults, options: WorldOptions = {}): World {
  return createWorld({ ...options, through: (store) => createFaultyRunStore(store, faults) });
}

/** A task that ends only when it is told to. */
export const forever: FakeRun = (_job, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** A task that fails. */
export const fails: FakeRun = () => {
  throw new Error('no');
};

/** The next message as a worker has it, with what is told whenever its visibility is set. */
export async function deliveryOf(
  { queue }: World,
  onVisibility: (seconds: number) => void,
): Promise<Delivery> {
  const received = await queue.receive();
  if (received === undefined) throw new Error('The queue is empty');
  const { body, setVisibility } = received.delivery;
  return {
    body,
    setVisibility: (seconds) => {
      onVisibility(seconds);
      return setVisibility(seconds);
    },
  };
}

/** Sends the next message anew, with its text changed, in place of the old one. */
export async function changeMessage(
  { queue }: World,
  change: (body: string) => string,
): Promise<void> {
  const received = await queue.receive();
  if (received === undefined) throw new Error('The queue is empty');
  await received.remove();
  await queue.send(change(received.body));
}

/** Works off what is there, letting time run until the queue is empty. */
export async function drain(world: World): Promise<void> {
  for (let turns = 0; turns < 1000; turns += 1) {
    if (world.queue.size() === 0) return;
    if ((await world.work()) === 'empty') await world.clock.advance(1000);
  }
  throw new Error('The queue does not come to an end');
}

export function recordOf(begun: Begun): RunRecord {
  if (!('record' in begun)) throw new Error('The answer is an earlier result, not a record');
  return begun.record;
}

export function idOf(begun: Begun): string {
  const { key, run } = recordOf(begun);
  return taskIdOf(key, run);
}

function nameOf(taskId: string) {
  const name = parseTaskId(taskId);
  if (name === undefined) throw new Error(`${taskId} is not a task ID`);
  return name;
}
