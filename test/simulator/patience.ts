import { parsePolicy, backoffMs } from '../../core/policy.ts';
import { isInFlight } from '../../core/run.ts';
import { leaseMs, lostAfterMs } from '../../core/times.ts';
import { graceMs } from './executor.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';
import { deadLetterTimeoutMs, type Stack } from './stack.ts';

/** By then, once no more faults occur, who stood still has gone on, and what was late has arrived. */
export const haltedMs = 300_000;

/** A step of a run's way, beside its task: to be handed out, claimed, settled. */
const stepsMs = 10_000;

/**
 * By when everything that is left must have come to its end: messages come again, once more from the queue of dead
 * letters, and one worker does it all, one run after another.
 */
export function patienceMs({ ledger, purged }: Stack, settings: Settings): number {
  const policy = parsePolicy(settings.policy);
  const hiddenMs = Math.max(settings.workerTimeoutMs, deadLetterTimeoutMs);
  const attemptMs = leaseMs + policy.timeoutSeconds * 1000 + graceMs + stepsMs;
  const backoffsMs = policy.retries * backoffMs(policy, policy.retries, 1);
  const left = [...ledger.runs.values()].filter(isLeft).length;
  const runsMs = left * (backoffsMs + attemptMs * (policy.retries + 1));
  const lostMs = purged() ? lostAfterMs : 0;
  return lostMs + 2 * settings.skewMs + settings.deployedAfterMs + 2 * hiddenMs + runsMs;
}

function isLeft({ record, messages }: RunFacts): boolean {
  return messages > 0 || record === undefined || isInFlight(record.status);
}
