import { endUnheld } from './end-unheld.ts';
import { StoreFault } from './errors.ts';
import { locateRun, standsInHead } from './find.ts';
import type { RunMessage } from './message.ts';
import { parsePolicy, type Policy } from './policy.ts';
import type { Clock, Delivery, Log, Place, Receipt, RunStore } from './ports.ts';
import type { Registry } from './registry.ts';
import { isInFlight, leaseUntilMs, type RunError, type RunRecord } from './run.ts';
import { secondsUntil } from './times.ts';
import { writeBegin } from './write-begin.ts';

/** The world as those see it who end a run that nobody will work on. */
export interface EndMessagePorts {
  store: RunStore;
  clock: Clock;
  registry: Registry;
  log: Log;
}

/** Whether a run that nobody holds goes on after all, instead of being ended. May throw `StoreFault`. */
export type Spare = (record: RunRecord, policy: Policy) => Promise<boolean>;

const sparesNone: Spare = () => Promise.resolve(false);

const mostTurns = 20;

/**
 * Ends the run of a message that nobody will work on, as FAILURE for that reason, so that no URL waits for what
 * will not come. It looks at it as a worker would; a live lease gives the message back.
 *
 * Throws `StoreFault`: the message is to be kept.
 */
export async function endMessage(
  message: RunMessage,
  error: RunError,
  delivery: Delivery,
  ports: EndMessagePorts,
  spares: Spare = sparesNone,
): Promise<Receipt> {
  const policy = ports.registry.find(message.task)?.policy ?? parsePolicy();
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const found = await findOrBegin(message, policy, ports);
    if (found === 'over') return 'done';
    if (found === 'again') continue;
    const { record, place } = found;
    if (!isInFlight(record.status)) return 'done';
    // One that waits for its backoff is held by nobody: no worker waits for this message.
    const heldUntilMs = leaseUntilMs(record);
    if (heldUntilMs > ports.clock.now()) {
      await delivery.setVisibility(secondsUntil(heldUntilMs, ports.clock.now()));
      return 'kept';
    }
    if (await spares(record, policy)) return 'done';
    const { store, clock, log } = ports;
    const outcome = await endUnheld(store, place, record, error, policy, clock.now());
    if (outcome.applied) {
      log.error('message given up', { why: error.name, task: message.task, run: message.run });
      return 'done';
    }
  }
  throw new StoreFault(`Run ${message.run} changed ${mostTurns} times while it was ended`);
}

async function findOrBegin(
  message: RunMessage,
  policy: Policy,
  { store, clock }: EndMessagePorts,
): Promise<{ record: RunRecord; place: Place } | 'over' | 'again'> {
  const { record, place, head } = await locateRun(store, message, 'strong');
  if (record !== undefined) {
    const copied = place.item === 'run' && (await standsInHead(store, message));
    return copied ? 'again' : { record, place };
  }
  if ((head?.run ?? null) !== message.expects) return 'over';
  await writeBegin(store, message, head, clock.now(), policy);
  return 'again';
}
