import { setTimeout as pause } from 'node:timers/promises';
import { keyOfUrl } from '../../core/find.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import type { Plan } from './plan.ts';
import type { RunHistory, Write } from './history.ts';
import { isEnd } from './history.ts';
import type { Submitter } from './submitter.ts';

/** So many runs at most wait for a worker: what is taken up again is not to wait behind a heap of new ones. */
const mostWaiting = 16;

/** Begins all runs of a plan, each as soon as there is a worker for it, and knows what is still to come. */
export function createDrive({ submissions }: Plan) {
  const waiting = new Set<string>();
  const unanswered = new Map<number, number>();
  const inFlight = new Set<string>();
  let begun = 0;
  let ended = 0;

  return {
    onWrite({ key, kind, after }: Write, { run, latest }: RunHistory): void {
      if (after === null) return;
      if (kind === 'claim' || after.fence > 0 || isEnd(after.status)) waiting.delete(key);
      const name = `${key}.${run}`;
      if (latest === undefined || !isEnd(latest.status)) return void inFlight.add(name);
      if (inFlight.delete(name)) ended += 1;
    },
    onAnswer(n: number): void {
      const left = (unanswered.get(n) ?? 1) - 1;
      if (left === 0) unanswered.delete(n);
      else unanswered.set(n, left);
    },
    async begin(n: number, submitters: Record<'https' | 'direct', Submitter>): Promise<void> {
      const planned = submissions[n];
      if (planned === undefined) throw new RangeError(`There is no run ${n} in the plan`);
      while (waiting.size >= mostWaiting) await pause(2);
      waiting.add(keyOfUrl(sha256, planned.submission.pollingUrl));
      unanswered.set(n, planned.via.length);
      begun += 1;
      for (const via of planned.via) submitters[via].begin(planned.submission);
    },
    /** Until everything that was begun has ended; gives up after so long without any that ends. */
    async allOver(patienceMs: number): Promise<void> {
      let [since, seen] = [Date.now(), ended];
      while ((unanswered.size > 0 || inFlight.size > 0) && Date.now() - since < patienceMs) {
        if (ended !== seen) [since, seen] = [Date.now(), ended];
        await pause(50);
      }
    },
    progress: () => `${begun} begun, ${ended} ended, ${inFlight.size} in flight`,
  };
}
