import { percentile } from '../../bench/percentile.ts';
import type { Monitor } from '../../core/monitor.ts';

/** What a poison harms, and the error by which its run is to end. */
export const harms = {
  process: 'AttemptsExhausted',
  thread: 'ProcessExit',
  memory: 'OutOfMemory',
  loop: 'TimeoutError',
} as const;

export type Harm = keyof typeof harms;

/** A poison that has ended. */
export interface Poisoned {
  how: Harm;
  /** As the API tells it. */
  end: Pick<Monitor, 'status' | 'attempt' | 'error'>;
  /** The attempts that were begun, as the poison itself wrote them down. */
  executed: readonly number[];
}

/** Milliseconds from begin to end of the others, without poison and beside it. */
export interface Others {
  normal: readonly number[];
  beside: readonly number[];
  /** Those that did not end as SUCCESS. */
  failed: number;
}

/** Others may take so many times as long as they do without poison. */
export const mostTimes = 2;

/** What is looked at of the others' times: the usual one, and one that few exceed. */
export const shares = { median: 0.5, p95: 0.95 } as const;

/** What does not hold, in sentences; none where all is well. */
export function brokenBy(
  poisoned: readonly Poisoned[],
  others: Others,
  attempts: number,
): string[] {
  const broken: string[] = [];
  for (const how of Object.keys(harms)) {
    if (!poisoned.some((each) => each.how === how)) broken.push(`No ${how} was harmed`);
  }
  const wanted = Array.from({ length: attempts }, (_, index) => index + 1).join();
  for (const { how, end, executed } of poisoned) {
    const { status, attempt, error } = end;
    if (status !== 'FAILURE' || attempt !== attempts || error?.name !== harms[how]) {
      const ended = `${status}, attempt ${attempt}, ${error?.name ?? 'no error'}`;
      broken.push(
        `What harms its ${how} ended as ${ended}; FAILURE, attempt ${attempts}, ${harms[how]} is expected`,
      );
    }
    if (executed.toSorted().join() !== wanted) {
      broken.push(
        `What harms its ${how} executed attempts ${executed.join() || 'none'}; ${wanted} is expected`,
      );
    }
  }
  if (others.failed > 0) broken.push(`${others.failed} others did not end as SUCCESS`);
  for (const [name, share] of Object.entries(shares)) {
    const times = timesAsLong(others, share);
    if (times > mostTimes) {
      broken.push(
        `Others took ${times.toFixed(2)} times as long by their ${name}; at most ${mostTimes} is allowed`,
      );
    }
  }
  return broken;
}

export function timesAsLong({ normal, beside }: Others, share: number): number {
  return percentile(beside, share) / percentile(normal, share);
}
