import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { addTally, emptyTally, type Batch, type Tally } from './batch.ts';

/** So many schedules are handed to a thread at once, at most. */
const largestPart = 5_000;

/** Plays a batch on so many threads; tells after each part how far it is. */
export async function playInJobs(
  batch: Batch,
  jobs: number,
  onPart: (sum: Tally) => void,
): Promise<Tally> {
  const sum = emptyTally();
  const end = batch.from + batch.schedules;
  const partSize = Math.min(largestPart, Math.ceil(batch.schedules / jobs));
  let next = batch.from;
  const work = async () => {
    const job = startJob();
    while (next < end && !(batch.stopAtFirst && sum.failures.length > 0)) {
      const from = next;
      next += partSize;
      addTally(sum, await job.play({ ...batch, from, schedules: Math.min(partSize, end - from) }));
      onPart(sum);
    }
    await job.end();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  sum.failures.sort((one, other) => one.number - other.number);
  return sum;
}

/** A thread that plays one part after another: what it has compiled for the first it has for all. */
function startJob() {
  const worker = new Worker(new URL('job.ts', import.meta.url));
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`A job ended with ${code} without an answer`);
  });
  ended.catch(() => {});
  return {
    async play(part: Batch): Promise<Tally> {
      worker.postMessage(part);
      const [tally] = await Promise.race([once(worker, 'message'), ended]);
      return tally as Tally;
    },
    end: () => worker.terminate(),
  };
}
