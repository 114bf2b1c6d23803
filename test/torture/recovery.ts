import { doneWrites, type RunHistory } from './history.ts';

/** A run whose worker died or was stopped, and which another took up. */
export interface Recovery {
  taskId: string;
  /** From the last write of the one that had it, which is its claim unless it beat, to the other's claim. */
  ms: number;
  /** The next worker was itself killed or stopped after it was handed the message, and before it could claim. */
  hitAgain: boolean;
}

/** A worker that has a message claims it sooner than that, unless it is hit itself. */
const claimMs = 3_000;

export function recoveriesOf(history: RunHistory): Recovery[] {
  const done = doneWrites(history);
  const tries = history.writes.filter(({ kind }) => kind === 'claim').map(({ at }) => at);
  const found: Recovery[] = [];
  for (const [index, next] of done.slice(1).entries()) {
    const held = done[index];
    const isTakenUp = held?.after.status === 'STARTED' && next.after.fence > held.after.fence;
    if (held === undefined || !isTakenUp) continue;
    const hitAgain = history.receives.some((at) => {
      const isBetween = at > held.at && at < next.at - claimMs;
      return isBetween && !tries.some((tried) => tried >= at && tried <= at + claimMs);
    });
    found.push({ taskId: `${history.key}.${history.run}`, ms: next.at - held.at, hitAgain });
  }
  return found;
}
