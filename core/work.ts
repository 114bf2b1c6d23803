import { cancelRun } from './cancel.ts';
import { runAttempt, settleMarginMs, type AttemptOutcome, type AttemptPorts } from './attempt.ts';
import { claimRun, type ClaimPorts, type Held } from './claim.ts';
import { endMessage } from './end-message.ts';
import { digestOf } from './key.ts';
import { decodeMessage, type RunMessage } from './message.ts';
import { patiently } from './patiently.ts';
import type { Policy } from './policy.ts';
import type { Delivery, Receipt } from './ports.ts';
import type { Registry } from './registry.ts';
import { millis } from './run.ts';
import { deadlineOf } from './lease.ts';
import { settleRun, type SettlePorts } from './settle.ts';
import { leaseMs, secondsUntil, unknownTaskMs } from './times.ts';

/** The world as a worker sees it. */
export interface WorkPorts extends ClaimPorts, AttemptPorts, SettlePorts {
  registry: Registry;
}

/**
 * Works on one message: claims its run, runs one attempt, and writes what became of it. A message is let go
 * only once the write that ends its run is known to have happened.
 *
 * Throws `StoreFault` and `UnknownShape`: the message is to be kept.
 */
export async function workOn(delivery: Delivery, ports: WorkPorts): Promise<Receipt> {
  const message = decodeMessage(delivery.body);
  // Before the claim is written: a worker that dies after it is followed by another within a lease. Given back
  // unhidden, the message would stay away for as long as the function may take.
  await patiently(ports.clock, () => delivery.setVisibility(leaseMs / 1000));
  const policy = ports.registry.find(message.task)?.policy;
  if (policy === undefined) return withoutTask(message, delivery, ports);
  // Behind others of its batch there may not be time enough: claimed now, it would lose an attempt.
  if (ports.remainingMs() < policy.timeoutSeconds * 1000 + settleMarginMs) {
    await delivery.setVisibility(1);
    return keep(message, 'no time left', ports);
  }
  const claim = await claimRun(message, policy, ports);
  switch (claim.kind) {
    case 'over':
      return 'done';
    case 'held':
      await delivery.setVisibility(secondsUntil(claim.untilMs, ports.clock.now()));
      return 'kept';
    case 'claimed':
      return workHeld(claim.held, message, policy, delivery, ports);
  }
}

async function workHeld(
  claimed: Held,
  message: RunMessage,
  policy: Policy,
  delivery: Delivery,
  ports: WorkPorts,
): Promise<Receipt> {
  const { ending, held, deadline } = await attemptOf(claimed, message, policy, delivery, ports);
  if (ending === null) return keep(message, 'lease lost', ports);
  const settled = await settleRun(held, ending, policy, deadline, ports);
  if (settled === null) return keep(message, 'fence lost', ports);
  const { status, attempt, fence } = settled;
  ports.log.info('settled', { task: message.task, run: message.run, status, attempt, fence });
  // Asked for since the last heartbeat: nobody holds the run now, so that it need not wait for its backoff.
  const asked = settled.status === 'RETRY' && settled.cancelRequestedAt !== null;
  const { claimableAt } = asked ? await cancelRun(settled, ports) : settled;
  if (claimableAt === null) return 'done';
  await delivery.setVisibility(secondsUntil(millis(claimableAt), ports.clock.now()));
  return 'kept';
}

async function attemptOf(
  held: Held,
  message: RunMessage,
  policy: Policy,
  delivery: Delivery,
  ports: WorkPorts,
): Promise<AttemptOutcome> {
  const deadline = deadlineOf(held);
  if (held.record.cancelRequestedAt !== null) {
    return { ending: { kind: 'cancelled' }, held, deadline };
  }
  if (digestOf(ports.sha256, message.task, message.args) !== held.record.digest) {
    const error = {
      name: 'ArgumentsChanged',
      message: 'The arguments that arrived are not those that the run was begun with',
    };
    return { ending: { kind: 'threw', error, permanent: true }, held, deadline };
  }
  return runAttempt(held, message, policy, delivery, ports);
}

/** A newer API may know tasks that this worker does not yet: while both are being deployed, a later one will. */
async function withoutTask(
  message: RunMessage,
  delivery: Delivery,
  ports: WorkPorts,
): Promise<Receipt> {
  const ageMs = ports.clock.now() - millis(message.createdAt);
  if (ageMs < unknownTaskMs) return keep(message, 'unknown task', ports);
  const error = {
    name: 'UnknownTask',
    message: `The worker has no task ${message.task}: it was removed or renamed after this run was begun`,
  };
  return endMessage(message, error, delivery, ports);
}

function keep(message: RunMessage, why: string, { log }: WorkPorts): Receipt {
  log.error('message kept', { why, task: message.task, run: message.run });
  return 'kept';
}
