import type { Change, Guard } from '../../core/guard.ts';
import { instant, millis, type GoodResult, type RunRecord } from '../../core/run.ts';

/**
 * Time in a small world is relative: every state's present is this moment, and times that lie in the past move away
 * from it as time goes on. So states that differ by the hour alone are one.
 */
export const presentMs = Date.parse('2030-01-01T00:00:00.000Z');

const present = instant(presentMs);
/** A day: far beyond what a world's clock comes to. Nothing is fresh here, and nothing expires. */
const later = instant(presentMs + 86_400_000);
const always = instant(0);
/** A time that says nothing: what a process is shown that does not look at it. */
export const sometime = instant(presentMs + 43_200_000);

type Fields = Partial<RunRecord>;

/** The fields with the time of claims moved; other times, which nothing in a small world decides by, are made equal. */
export function moved<T extends Fields>(fields: T, byMs: number): T {
  const { claimableAt, good } = fields;
  return {
    ...fields,
    ...(typeof claimableAt === 'string' && { claimableAt: movedInstant(claimableAt, byMs) }),
    ...equalTimes(fields),
    ...(good && { good: { ...good, ...equalTimes(good) } }),
  };
}

/** Whether the record may be claimed from some moment on, rather than at once or never. */
export function claimIsTimed({ claimableAt }: Fields): boolean {
  return typeof claimableAt === 'string' && claimableAt !== always;
}

/** A guard with the time of claims moved. Nothing is lost here: a world's clock does not come so far. */
export function movedGuard(guard: Guard, byMs: number): Guard {
  const { claimableBy, createdAfter } = guard;
  return {
    ...guard,
    ...(claimableBy !== undefined && { claimableBy: movedInstant(claimableBy, byMs) }),
    ...(createdAfter !== undefined && { createdAfter: always }),
  };
}

/** A change with its times moved. */
export function movedChange(change: Change, byMs: number): Change {
  return change.set === undefined ? change : { ...change, set: moved(change.set, byMs) };
}

function movedInstant(at: string, byMs: number): string {
  return at === always || at === sometime ? at : instant(millis(at) + byMs);
}

/** How a world's clock goes: by ticks; and nobody decides by a moment that is more of them ago than are remembered. */
export interface Ticking {
  tickMs: number;
  ticksRemembered: number;
}

/** The fields with the time of claims made equal to all that compare alike. */
export function rounded<T extends Fields>(fields: T, { tickMs, ticksRemembered }: Ticking): T {
  const { claimableAt } = fields;
  if (typeof claimableAt !== 'string' || !claimIsTimed(fields)) return fields;
  const tick = Math.ceil((millis(claimableAt) - presentMs) / tickMs);
  const kept = Math.max(tick, -ticksRemembered);
  return { ...fields, claimableAt: instant(presentMs + kept * tickMs - 1000) };
}

const equal: readonly (readonly [name: string, at: string])[] = [
  ...['createdAt', 'startedAt', 'finishedAt', 'cancelRequestedAt'],
  ...['freshUntil', 'staleUntil', 'staleIfErrorUntil', 'expiresAt'],
].map((name) => [name, name === 'expiresAt' ? later : present] as const);

function equalTimes(fields: Fields | GoodResult): Record<string, string> {
  const given = new Map(Object.entries(fields));
  return Object.fromEntries(equal.filter(([name]) => typeof given.get(name) === 'string'));
}
