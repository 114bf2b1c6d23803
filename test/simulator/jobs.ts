import { Worker } from 'node:worker_threads';
import { addTally, emptyTally, type Batch, type Tally } from './batch.ts';

/** So many schedules are handed to a thread at once, at most. */
const largestPart = 20_000;

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
    while (next < end && !(batch.stopAtFirst && sum.failures.length > 0)) {
      const from = next;
      next += partSize;
      addTally(sum, await playPart({ ...batch, from, schedules: Math.min(partSize, end - from) }));
      onPart(sum);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  sum.failures.sort((one, other) => one.number - other.number);
  return sum;
}

function playPart(batch: Batch): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('job.ts', import.meta.url), { workerData: batch });
    worker.once('message', (tally: Tally) => resolve(tally));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A job ended with ${code} without an answer`)));
  });
}
