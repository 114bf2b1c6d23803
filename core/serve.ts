import { noDirectives, type Directives } from './directives.ts';
import type { Policy } from './policy.ts';
import { isInFlight, millis, type GoodResult, type RunRecord } from './run.ts';
import { goodResultOf } from './seen.ts';
import {
  isAcceptableFresh,
  isFresh,
  servableUntilMs,
  staleRuleOf,
  type StaleRule,
  type Stored,
} from './stored.ts';

/** By which rule a stored outcome is the answer. */
export type ServeRule = 'fresh' | 'handover' | 'remembered-failure' | StaleRule;

/** What goes on behind an answer: nothing, a run that is in flight, or one that is to begin now. */
export type Behind = null | RunRecord | 'begin';

/** A stored outcome that is the answer: of the run that is in the head, or an earlier one's result. */
export interface Served {
  outcome: { record: RunRecord } | { good: GoodResult };
  rule: ServeRule;
  behind: Behind;
}

/** Which stored outcome is the answer, if any is: the table of docs/http.md, but for its begins and joins. */
export function servedOf(
  seen: RunRecord,
  directives: Directives,
  policy: Policy,
  nowMs: number,
): Served | undefined {
  const good = resultOf(seen);
  const result = good && resultIn(seen, good);
  const young = isYoung(seen, policy, nowMs);
  // Who waits for an outcome gets to see it: browsers send `no-cache` with every reload and poll.
  const asked = young ? noDirectives : directives;
  if (result && isAcceptableFresh(good, asked, nowMs)) {
    return { outcome: result, rule: 'fresh', behind: null };
  }
  if (result && young && !isFailed(seen))
    return { outcome: result, rule: 'handover', behind: null };
  const rule = good && !isFresh(good, nowMs) && staleRuleOf(good, asked, isFailed(seen), nowMs);
  if (result && rule) {
    const idle = young || rule === 'max-stale' || directives.onlyIfCached;
    return { outcome: result, rule, behind: idle ? null : behindStale(seen, nowMs) };
  }
  if (!isFailed(seen)) return undefined;
  const remembered = isAcceptableFresh(seen, asked, nowMs);
  if (!remembered && !young) return undefined;
  const why = remembered ? 'remembered-failure' : 'handover';
  return { outcome: { record: seen }, rule: why, behind: null };
}

/** Whether something of the key would be served to who asks without any directive. */
export function wouldBeServed(seen: RunRecord, policy: Policy, nowMs: number): boolean {
  const good = resultOf(seen);
  return isYoung(seen, policy, nowMs) || isFresh(seen, nowMs) || nowMs < servableUntilMs(good);
}

/** Whether any stored outcome is fresh, any is there and stale, or there is none. */
export function freshnessOf(seen: RunRecord, nowMs: number): 'fresh' | 'stale' | 'none' {
  const stored: Stored[] = [seen, resultOf(seen) ?? seen].filter(
    ({ finishedAt }) => finishedAt !== null,
  );
  if (stored.length === 0) return 'none';
  return stored.some((one) => isFresh(one, nowMs)) ? 'fresh' : 'stale';
}

/** Whether its outcome is so young that whoever waits for it may not have seen it yet. */
function isYoung(seen: RunRecord, policy: Policy, nowMs: number): boolean {
  const finishedAt = isInFlight(seen.status) ? seen.good?.finishedAt : seen.finishedAt;
  if (finishedAt === undefined || finishedAt === null) return false;
  return nowMs < millis(finishedAt) + policy.handoverSeconds * 1000;
}

/** A failure is remembered: nothing begins anew before that is over. */
function behindStale(seen: RunRecord, nowMs: number): Behind {
  if (isInFlight(seen.status)) return seen;
  return isFailed(seen) && isFresh(seen, nowMs) ? null : 'begin';
}

/** The last good result, be it the head's own. */
export function resultOf(seen: RunRecord): GoodResult | null {
  return goodResultOf(seen) ?? seen.good;
}

function resultIn(seen: RunRecord, good: GoodResult): Served['outcome'] {
  return seen.status === 'SUCCESS' ? { record: seen } : { good };
}

function isFailed({ status }: RunRecord): boolean {
  return status === 'FAILURE' || status === 'REVOKED';
}
