import { parentPort } from 'node:worker_threads';
import { playBatch, type Batch } from './batch.ts';

// Nobody reads the stacks of the faults that are thrown on purpose, and each costs as much as a step.
Error.stackTraceLimit = 0;

parentPort?.on('message', (batch: Batch) => {
  void playBatch(batch).then((tally) => parentPort?.postMessage(tally));
});
