import { parentPort, workerData } from 'node:worker_threads';
import { createOutputRoom } from './output-room.ts';
import { threadData, type ThreadReport } from './thread-protocol.ts';

if (parentPort === null) {
  throw new Error('Tasks are served in a worker thread, not in the main one');
}
/** What this thread and its worker say to each other goes through it. */
export const port = parentPort;
const room = createOutputRoom(threadData.parse(workerData).room);

/** Tells the worker, as soon as there is room for it. */
export const report = (said: ThreadReport): void => {
  if ('size' in said) room.take(said.size);
  port.postMessage(said);
};

interface Chunk {
  chunk: string | Uint8Array;
  encoding: BufferEncoding;
}

/**
 * Posts what is written, as it is written. Node itself keeps it in the thread until the task pauses, and then hands
 * all of it to the worker at once. It does so by this function alone, for one chunk as for those of a corked stream.
 */
for (const to of ['stdout', 'stderr'] as const) {
  process[to]._writev = (chunks: Chunk[], done) => {
    for (const chunk of chunks) reportOutput(to, chunk);
    done();
  };
}

function reportOutput(to: 'stdout' | 'stderr', { chunk, encoding }: Chunk): void {
  const written = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  // A copy: a small Buffer would be posted with all of the pool that it lies in.
  const bytes = new Uint8Array(written);
  report({ kind: 'output', to, bytes, size: bytes.length });
}
