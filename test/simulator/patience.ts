import { parsePolicy, backoffMs } from '../../core/policy.ts';
import { isInFlight } from '../../core/run.ts';
import { leaseMs, lostAfterMs } from '../../core/times.ts';
import { graceMs } from './executor.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';
import { deadLetterTimeoutMs, type Stack } from './stack.ts';

/** What calls take that are slow or late when the faults stop, and then each step of a run's way. */
const callsMs = 180_000;
const stepsMs = 10_000;

/**
 * By when everything must have come to its end, once no more faults occur: messages come again, once more from the
 * queue of dead letters, and one worker does all that is left, one after another.
 */
export function patienceMs({ ledger, purged }: Stack, settings: Settings): number {
  if (purged()) return lostAfterMs + 43_200_000;
  const policy = parsePolicy(settings.policy);
  const hiddenMs = Math.max(settings.workerTimeoutMs, deadLetterTimeoutMs);
  const backoffsMs = sum(attemptsOf(policy.retries), (attempt) => backoffMs(policy, attempt, 1));
  const attemptMs = leaseMs + policy.timeoutSeconds * 1000 + graceMs + stepsMs;
  const runMs = backoffsMs + attemptMs * (policy.retries + 1);
  const left = [...ledger.runs.values()].filter(isLeft).length;
  return callsMs + 2 * settings.skewMs + settings.deployedAfterMs + 2 * hiddenMs + left * runMs;
}

function isLeft({ record, messages }: RunFacts): boolean {
  return messages > 0 || record === undefined || isInFlight(record.status);
}

function attemptsOf(retries: number): number[] {
  return Array.from({ length: retries }, (_, index) => index + 1);
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
