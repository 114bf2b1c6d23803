import type { Directives } from './directives.ts';
import { millis, type Instant } from './run.ts';
import { leastResultMs } from './times.ts';

/** When an outcome came about, and until when it may be served; null times where there is none. */
export interface Stored {
  finishedAt: Instant | null;
  freshUntil: Instant | null;
  staleUntil: Instant | null;
  staleIfErrorUntil: Instant | null;
}

/** Whether it is fresh: the policy's word, whatever a request says. */
export function isFresh({ freshUntil }: Stored, nowMs: number): boolean {
  return isBefore(nowMs, freshUntil);
}

/** Whether a fresh outcome is fresh enough for who asks. */
export function isAcceptableFresh(
  stored: Stored,
  { noCache, maxAge, minFresh }: Directives,
  nowMs: number,
): boolean {
  if (noCache || !isFresh(stored, nowMs)) return false;
  const leftSeconds = wholeSeconds(msOf(stored.freshUntil) - nowMs);
  return ageSecondsOf(stored, nowMs) <= (maxAge ?? Infinity) && leftSeconds >= (minFresh ?? 0);
}

const staleRules = ['max-stale', 'stale-while-revalidate', 'stale-if-error'] as const;

/** By which rule a result that is no longer fresh is served all the same. */
export type StaleRule = (typeof staleRules)[number];

/** Whether what is served by it is no longer fresh. */
export function isStaleRule(rule: string): boolean {
  return staleRules.some((one) => one === rule);
}

/**
 * The rule by which a stale result may be served to who asks, if any does. A request that says how old or how fresh
 * wants nothing stale, unless it also says how stale (RFC 9111 §5.2.1.1); where it does, that counts, and not the policy.
 *
 * @param failed whether a newer run has failed or was cancelled
 */
export function staleRuleOf(
  stored: Stored,
  { noCache, maxAge, minFresh, maxStale }: Directives,
  failed: boolean,
  nowMs: number,
): StaleRule | undefined {
  if (noCache || (minFresh ?? 0) > 0) return undefined;
  if (maxStale !== null) {
    const staleSeconds = wholeSeconds(nowMs - msOf(stored.freshUntil));
    const will = staleSeconds <= maxStale && ageSecondsOf(stored, nowMs) <= (maxAge ?? Infinity);
    return will && nowMs < keptUntilMs(stored) ? 'max-stale' : undefined;
  }
  if (maxAge !== null) return undefined;
  if (isBefore(nowMs, stored.staleUntil)) return 'stale-while-revalidate';
  return failed && isBefore(nowMs, stored.staleIfErrorUntil) ? 'stale-if-error' : undefined;
}

/** Until when a result may be served to who asks by URL, fresh or stale, by its task's policy; 0 where there is none. */
export function servableUntilMs(result: Stored | null): number {
  if (result === null) return 0;
  const ends = [result.freshUntil, result.staleUntil, result.staleIfErrorUntil];
  return Math.max(...ends.map(msOf));
}

/** Until when it is kept, for who asks by task ID or will take it stale. */
export function keptUntilMs(stored: Stored): number {
  return Math.max(servableUntilMs(stored), msOf(stored.finishedAt) + leastResultMs);
}

function ageSecondsOf({ finishedAt }: Stored, nowMs: number): number {
  return wholeSeconds(nowMs - msOf(finishedAt));
}

function isBefore(nowMs: number, end: Instant | null): boolean {
  return nowMs < msOf(end);
}

function msOf(at: Instant | null): number {
  return at === null ? 0 : millis(at);
}

/** As HTTP counts: a second is there when it is whole. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
