import { TaskError } from './errors.ts';
import type { Policy } from './policy.ts';
import { isInFlight, millis, type GoodResult, type RunRecord } from './run.ts';
import { asSeen, goodResultOf, servableUntilMs } from './seen.ts';

/** What a begin asks of its key. */
export interface Asked {
  /** Of task and arguments. */
  digest: string;
  policy: Policy;
  /** Whether a stored outcome that is fresh, or a remembered failure, will do. */
  reuse: boolean;
  /** Begin even while a run is in flight. */
  force: boolean;
}

/** What is to be done about a begin. */
export type Decision =
  | { do: 'begin' }
  /** The key's run in flight is the caller's too. */
  | { do: 'join'; record: RunRecord }
  /** The run that is in the head has ended, and its outcome is the answer. */
  | { do: 'serve'; record: RunRecord }
  /** An earlier run's result is still the answer, whatever the head's run is at. */
  | { do: 'serve-good'; good: GoodResult }
  /** The URL stands for something else, for as long as that may be served. */
  | { do: 'refuse'; error: TaskError };

/** What is to be done for a key whose head is as given. Pure: the same for every transport and for tests. */
export function decideBegin(head: RunRecord | undefined, asked: Asked, nowMs: number): Decision {
  const seen = asSeen(head, nowMs);
  if (seen === undefined) return { do: 'begin' };
  if (seen.digest !== asked.digest) return decideOther(seen, asked.policy, nowMs);
  if (asked.reuse) {
    const served = servedOf(seen, asked.policy, nowMs);
    if (served !== undefined) return served;
  }
  if (!asked.force && isInFlight(seen.status)) return { do: 'join', record: seen };
  return { do: 'begin' };
}

function decideOther(seen: RunRecord, policy: Policy, nowMs: number): Decision {
  const stands = isInFlight(seen.status) || wouldBeServed(seen, policy, nowMs);
  if (!stands) return { do: 'begin' };
  const what = isInFlight(seen.status) ? 'is in flight' : 'has an outcome that is still served';
  return {
    do: 'refuse',
    error: new TaskError(
      'polling-url-in-use',
      `This polling URL stands for a run of ${seen.task} with other arguments or of another task, which ${what}; ` +
        'ask with the same task and arguments, or by another polling URL',
      { record: seen },
    ),
  };
}

function servedOf(seen: RunRecord, policy: Policy, nowMs: number): Decision | undefined {
  if (seen.status === 'SUCCESS') {
    return outcomeStands(seen, policy, nowMs) ? { do: 'serve', record: seen } : undefined;
  }
  if (seen.good !== null && nowMs < millis(seen.good.freshUntil)) {
    return { do: 'serve-good', good: seen.good };
  }
  return outcomeStands(seen, policy, nowMs) ? { do: 'serve', record: seen } : undefined;
}

/** Fresh, remembered, or younger than the handover, by which whoever waits for an outcome gets to see it. */
function outcomeStands(seen: RunRecord, policy: Policy, nowMs: number): boolean {
  if (seen.finishedAt === null || seen.freshUntil === null) return false;
  const handedOver = millis(seen.finishedAt) + policy.handoverSeconds * 1000;
  return nowMs < Math.max(millis(seen.freshUntil), handedOver);
}

function wouldBeServed(seen: RunRecord, policy: Policy, nowMs: number): boolean {
  const good = goodResultOf(seen) ?? seen.good;
  return outcomeStands(seen, policy, nowMs) || (good !== null && nowMs < servableUntilMs(good));
}
