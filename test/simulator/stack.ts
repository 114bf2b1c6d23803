import { createRegistry } from '../../core/registry.ts';
import { deadLetterRetentionMs, queueRetentionMs } from '../../core/times.ts';
import { createHandler as createDeadLetterHandler } from '../../lambdas/dead-letter/create-handler.ts';
import { createHandler as createWorkerHandler } from '../../lambdas/worker/create-handler.ts';
import type { Call } from './calls.ts';
import { createSimulatedChance, type Choices } from './choices.ts';
import { createExecutor } from './executor.ts';
import type { Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import type { Kernel } from './kernel.ts';
import { createLedger, type Broken } from './ledger.ts';
import { createPoller } from './poller.ts';
import { clockOf, type Process } from './processes.ts';
import { createQueue, type Queue } from './queue.ts';
import { skewAllowedMs, type Settings } from './settings.ts';
import { sha256 } from './sha256.ts';
import type { Story } from './story.ts';
import { createTable } from './table.ts';
import { tasksWith } from './tasks.ts';
import { createSdkServices } from './through-sdk/sdk-services.ts';
import type { Transit } from './through-sdk/transit.ts';

export interface StackPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  story: Story;
  functions: Functions;
  call: Call;
  settings: Settings;
  broken: Broken;
  /** Where there is one, processes go through the production adapters and the SDK. */
  transit: Transit | undefined;
}

export const deadLetterTimeoutMs = 60_000;
/** As an older version has it, which does not know the task yet. */
const noTasks = createRegistry({});

/** Table, queues and consumers, wired as infra wires them, with the ledger watching. */
export function createStack(ports: StackPorts) {
  const { kernel, choices, functions, call, settings, transit } = ports;
  const { registry, task } = tasksWith(settings.policy);
  const registryNow = () =>
    kernel.now() < settings.startMs + settings.deployedAfterMs ? noTasks : registry;
  const chance = createSimulatedChance(choices);
  let purged = false;

  const ledger = createLedger({
    now: kernel.now,
    look: (place) => table.look(place),
    result: (record) => record.result ?? table.result(record),
    purged: () => purged,
    skewAllowedMs: skewAllowedMs(settings),
    deployedLater: settings.deployedAfterMs > 0,
    broken: ports.broken,
  });
  const sdk =
    transit &&
    createSdkServices({ ...ports, ...ledger, transit }, () => ({ runs: queue, deadLetters }));
  const table = sdk?.table ?? createTable({ ...ports, ...ledger });
  const portsOf = (process: Process) => ({
    store: table.storeOf(process),
    queue: sdk?.senderOf(process) ?? queue.senderOf(process),
    clock: clockOf(kernel, process),
    ...{ chance, sha256, registry },
    log: {
      info: () => {},
      error(event: string, { why, run }: Record<string, unknown> = {}) {
        if (event === 'message kept' && why === 'fence lost')
          ledger.onFenceLost(process, String(run));
      },
    },
  });

  const deadLetters: Queue = createQueue({
    ...{ kernel, choices, call, duplicates: settings.duplicates },
    ...{ onAdd: ledger.onAdd, onGone: ledger.onGone },
    visibilityMs: deadLetterTimeoutMs,
    retentionMs: deadLetterRetentionMs,
    maxReceiveCount: Infinity,
    giveUp: (body) => ports.broken('message or lease', `the last queue gave ${body} up`),
    onVisible: (inMs) => pollDeadLetters(inMs),
  });
  const queue: Queue = createQueue({
    ...{ kernel, choices, call, duplicates: settings.duplicates },
    ...{ onAdd: ledger.onAdd, onGone: ledger.onGone },
    visibilityMs: settings.workerTimeoutMs,
    retentionMs: queueRetentionMs,
    maxReceiveCount: settings.maxReceiveCount,
    giveUp: (body, sentAt) => deadLetters.add(body, sentAt),
    onVisible: (inMs) => pollQueue(inMs),
  });

  const pollQueue = createPoller(
    { kernel, choices, functions, queue },
    {
      name: 'worker',
      timeoutMs: settings.workerTimeoutMs,
      concurrency: settings.workers,
      batchSize: settings.batchSize,
      handlerOf: (process, deliveryOf) =>
        createWorkerHandler({
          ...portsOf(process),
          registry: registryNow(),
          deliveryOf:
            sdk?.deliveryOf(process, 'runs') ?? (({ messageId }) => deliveryOf(messageId)),
          executor: createExecutor({ ...ports, ...ledger }, process),
        }),
    },
  );
  const pollDeadLetters = createPoller(
    { kernel, choices, functions, queue: deadLetters },
    {
      name: 'dead-letter',
      timeoutMs: deadLetterTimeoutMs,
      concurrency: 1,
      batchSize: 1,
      handlerOf: (process, deliveryOf) =>
        createDeadLetterHandler({
          ...portsOf(process),
          registry: registryNow(),
          deliveryOf:
            sdk?.deliveryOf(process, 'deadLetters') ?? (({ messageId }) => deliveryOf(messageId)),
        }),
    },
  );

  return {
    ...{ table, ledger, registry, task, portsOf },
    /** What went over the wire, where there is one. */
    traffic: sdk?.traffic ?? { requests: 0, retries: 0, throttled: 0 },
    messagesLeft: () => queue.size() + deadLetters.size(),
    /** Somebody empties the queues by hand. */
    purge(): void {
      purged = true;
      queue.purge();
      deadLetters.purge();
    },
    purged: () => purged,
    close: () => sdk?.close(),
  };
}

export type Stack = ReturnType<typeof createStack>;
