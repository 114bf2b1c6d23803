import type { AnyTask } from '../../core/registry.ts';
import { millis, type Instant } from '../../core/run.ts';
import type { Stored } from '../../core/stored.ts';

const yearSeconds = 31_536_000;

/**
 * `Cache-Control` of a result (RFC 9111, RFC 5861, RFC 8246). This is the origin: there is no `Age`, and what is said
 * is what remains.
 */
export function resultCacheControl(
  { finishedAt, freshUntil, staleUntil, staleIfErrorUntil }: Stored,
  task: AnyTask | undefined,
  nowMs: number,
): string {
  const left = secondsLeft(freshUntil, nowMs);
  const beyond = (until: Instant | null) =>
    secondsLeft(until, Math.max(nowMs, freshUntil === null ? 0 : millis(freshUntil)));
  const lifetime = finishedAt === null ? 0 : secondsLeft(freshUntil, millis(finishedAt));
  const directives = [
    task?.cache ?? 'private',
    `max-age=${left}`,
    ...named('stale-while-revalidate', beyond(staleUntil)),
    ...named('stale-if-error', beyond(staleIfErrorUntil)),
    ...(left > 0 && lifetime >= yearSeconds ? ['immutable'] : []),
  ];
  return directives.join(', ');
}

/** Of a failure: kept for as long as begins take it for an answer. */
export function failureCacheControl({ freshUntil }: Stored, nowMs: number): string {
  const left = secondsLeft(freshUntil, nowMs);
  return left > 0 ? `private, max-age=${left}` : 'no-store';
}

/**
 * The same in a 304. nginx takes its `max-age=0` for no word at all, and what it has for as fresh as when that came: a
 * day, perhaps. So a shared cache is told that what is stale is good for a second.
 */
export function revalidatedCacheControl(said: string): string {
  return said.replace(/^public, max-age=0(?!\d)/, 'public, max-age=1');
}

function named(directive: string, seconds: number): string[] {
  return seconds > 0 ? [`${directive}=${seconds}`] : [];
}

function secondsLeft(until: Instant | null, nowMs: number): number {
  return until === null ? 0 : Math.max(Math.floor((millis(until) - nowMs) / 1000), 0);
}
