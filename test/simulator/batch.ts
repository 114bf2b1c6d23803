import { randomChoices } from './choices.ts';
import { play, type Counts, type Through } from './play.ts';
import type { Violation } from './promises.ts';

/** Which schedules to play: of this seed, so many from this number on. */
export interface Batch {
  seed: number;
  from: number;
  schedules: number;
  /** Whether the first that breaks a promise ends it. */
  stopAtFirst: boolean;
  through?: Through;
}

/** What became of them. */
export interface Tally {
  schedules: number;
  counts: Counts;
  failures: { number: number; violation: Violation }[];
}

/**
 * So many are under way at once. Through the SDK they share the turns of the event loop, and nothing else; what takes
 * no turns is quickest alone, with all that it needs at hand.
 */
const underWay: Record<Through, number> = { ports: 1, sdk: 64 };

export async function playBatch(batch: Batch): Promise<Tally> {
  const { seed, from, schedules, stopAtFirst, through = 'ports' } = batch;
  const tally = emptyTally();
  let next = from;
  const playOn = async () => {
    while (next < from + schedules && !(stopAtFirst && tally.failures.length > 0)) {
      const number = next;
      next += 1;
      const { violation, counts } = await play(randomChoices(seed, number), false, through);
      addCounts(tally.counts, counts);
      tally.schedules += 1;
      if (violation !== undefined) tally.failures.push({ number, violation });
    }
  };
  await Promise.all(Array.from({ length: underWay[through] }, playOn));
  return tally;
}

export function emptyTally(): Tally {
  const counts = {
    ...{ steps: 0, runs: 0, accepted: 0, ended: 0, retaken: 0, zombieWrites: 0 },
    ...{ requests: 0, retries: 0, throttled: 0 },
  };
  return { schedules: 0, counts, failures: [] };
}

export function addTally(sum: Tally, part: Tally): void {
  sum.schedules += part.schedules;
  addCounts(sum.counts, part.counts);
  sum.failures.push(...part.failures);
}

function addCounts(sum: Counts, part: Counts): void {
  sum.steps += part.steps;
  sum.runs += part.runs;
  sum.accepted += part.accepted;
  sum.ended += part.ended;
  sum.retaken += part.retaken;
  sum.zombieWrites += part.zombieWrites;
  sum.requests += part.requests;
  sum.retries += part.retries;
  sum.throttled += part.throttled;
}
