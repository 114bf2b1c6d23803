import { endUnheld } from './end-unheld.ts';
import { StoreFault } from './errors.ts';
import { locateRun } from './find.ts';
import { decodeMessage, type RunMessage } from './message.ts';
import { parsePolicy, type Policy } from './policy.ts';
import type { Clock, Delivery, Log, Place, Receipt, RunStore } from './ports.ts';
import type { Registry } from './registry.ts';
import { isInFlight, leaseUntilMs, type RunRecord } from './run.ts';
import { secondsUntil } from './times.ts';
import { writeBegin } from './write-begin.ts';

/** The world as the consumer of dead letters sees it. */
export interface DeadLetterPorts {
  store: RunStore;
  clock: Clock;
  registry: Registry;
  log: Log;
}

const mostTurns = 20;

const deadLettered = {
  name: 'DeadLettered',
  message: 'The queue gave its message up: it was received too often without coming to an end',
};

/**
 * Looks at a message that the queue gave up on, as a worker would. A live lease gives it back; else its run
 * ends as FAILURE, so that no URL waits for what will not come.
 *
 * Throws `StoreFault` and `UnknownShape`: the message is to be kept.
 */
export async function endDeadLetter(delivery: Delivery, ports: DeadLetterPorts): Promise<Receipt> {
  const message = decodeMessage(delivery.body);
  const policy = ports.registry.find(message.task)?.policy ?? parsePolicy();
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const found = await findOrBegin(message, policy, ports);
    if (found === 'over') return 'done';
    if (found === 'again') continue;
    const { record, place } = found;
    if (!isInFlight(record.status)) return 'done';
    // One that waits for its backoff is held by nobody: its message will not come again.
    const heldUntilMs = leaseUntilMs(record);
    if (heldUntilMs > ports.clock.now()) {
      await delivery.setVisibility(secondsUntil(heldUntilMs, ports.clock.now()));
      return 'kept';
    }
    const { store, clock, log } = ports;
    const outcome = await endUnheld(store, place, record, deadLettered, policy, clock.now());
    if (outcome.applied) {
      log.error('dead letter', { task: message.task, run: message.run });
      return 'done';
    }
  }
  throw new StoreFault(`Run ${message.run} changed ${mostTurns} times while it was ended`);
}

async function findOrBegin(
  message: RunMessage,
  policy: Policy,
  { store, clock }: DeadLetterPorts,
): Promise<{ record: RunRecord; place: Place } | 'over' | 'again'> {
  const { record, place, head } = await locateRun(store, message, 'strong');
  if (record !== undefined) return { record, place };
  if ((head?.run ?? null) !== message.expects) return 'over';
  await writeBegin(store, message, head, clock.now(), policy);
  return 'again';
}
