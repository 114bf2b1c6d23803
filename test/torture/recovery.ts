import { leaseMs } from '../../core/times.ts';
import { doneWrites, type RunHistory } from './history.ts';

/** A run whose worker died or was stopped, and which another took up. */
export interface Recovery {
  taskId: string;
  /**
   * `claimed`: from the last write of the one that had it, which is its claim unless it beat, to the other's claim.
   * `waiting`: nobody had it; from the moment at which its message was handed to the first that was hit, to a claim.
   */
  from: 'claimed' | 'waiting';
  ms: number;
  /** So many workers were killed or stopped after they were handed the message, and before they could claim or hide it. */
  hits: number;
}

/** A worker that has a message claims it sooner than that, unless it is hit itself. */
const claimMs = 3_000;

/** What is allowed beyond the protocol's own times: for a message to be handed out, and for a worker to start. */
const marginMs = 10_000;

/**
 * The longest that a recovery may take. A lease lapses, with which the message comes again; each worker that is hit
 * between message and claim costs the queue's own visibility, for it may not have hidden the message by then. Where it
 * had, it costs a lease, if that is longer.
 */
export function mostRecoveryMs(
  { from, hits }: Pick<Recovery, 'from' | 'hits'>,
  visibilityMs: number,
): number {
  const hiddenMs = hits * Math.max(visibilityMs, leaseMs);
  return (from === 'claimed' ? leaseMs : 0) + hiddenMs + marginMs;
}

export function recoveriesOf(history: RunHistory): Recovery[] {
  const done = doneWrites(history);
  const taskId = `${history.key}.${history.run}`;
  const tries = history.writes.filter(({ kind }) => kind === 'claim');
  const isHit = (at: number, lapsesAt: number) => {
    const tried = tries.filter((claim) => claim.at >= at && claim.at <= at + claimMs);
    if (tried.length === 0) return true;
    if (lapsesAt < at || tried.some(({ verdict }) => verdict !== 'refused')) return false;
    // Refused while the lease lasts, a worker hides the message until it lapses: one that is hit first does not.
    return !history.receives.some((again) => again > at && again <= lapsesAt + claimMs);
  };
  const hitsBetween = (after: number, before: number, lapsesAt = -Infinity) =>
    history.receives.filter((at) => at > after && at < before - claimMs && isHit(at, lapsesAt));
  const found: Recovery[] = [];
  for (const [index, next] of done.slice(1).entries()) {
    const held = done[index];
    if (held === undefined || next.after.fence <= held.after.fence) continue;
    if (held.after.status === 'STARTED') {
      const hits = hitsBetween(held.at, next.at, held.at + leaseMs).length;
      found.push({ taskId, from: 'claimed', ms: next.at - held.at, hits });
      continue;
    }
    // A message may be there before its run is: a begin writes it last.
    const [first, ...more] = hitsBetween(index === 0 ? -Infinity : held.at, next.at);
    if (first === undefined) continue;
    found.push({ taskId, from: 'waiting', ms: next.at - first, hits: 1 + more.length });
  }
  return found;
}
