import type { Forward } from '../../core/decide.ts';
import { millis, type Instant } from '../../core/run.ts';

/** `Cache-Status` (RFC 9211): the table is a cache, and this is what it made of a request. */
const cache = 'madrona';

/** A stored outcome was the answer; its time to live is negative once it is stale. */
export function hit(freshUntil: Instant, nowMs: number): string {
  return `${cache}; hit; ttl=${Math.floor((millis(freshUntil) - nowMs) / 1000)}`;
}

/** None was, and why: a run has begun, or one that was in flight was joined. */
export function forwarded(forward: Forward, collapsed: boolean): string {
  return `${cache}; fwd=${forward}${collapsed ? '; collapsed' : ''}`;
}

/** None was, and nothing else was to be done. */
export const cachedOnly = `${cache}; detail=only-if-cached`;
