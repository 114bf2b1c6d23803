import { parentPort, workerData } from 'node:worker_threads';
import type { Registry } from '../../core/registry.ts';
import type { RunError } from '../../core/run.ts';
import { createOutputRoom } from './output-room.ts';
import { runJob } from './run-job.ts';
import { threadData, threadOrder, type ThreadReport } from './thread-protocol.ts';

/** Makes this thread one that runs the registry's tasks, one job after another. */
export function serveThread(registry: Registry): void {
  const port = parentPort;
  if (port === null) throw new Error('Tasks are served in a worker thread, not in the main one');
  const room = createOutputRoom(threadData.parse(workerData).room);
  const report = (said: ThreadReport) => {
    if ('size' in said) room.take(said.size);
    port.postMessage(said);
  };
  for (const to of ['stdout', 'stderr'] as const) reportOutput(to, report);
  let running: AbortController | undefined;

  port.on('message', (message: unknown) => {
    const order = threadOrder.parse(message);
    if (order.kind === 'abort') {
      running?.abort(errorOf(order.reason));
      return;
    }
    running = new AbortController();
    report({ kind: 'started' });
    void runJob(order.job, registry, running.signal, report);
  });
}

/**
 * Posts what is written, as it is written. Node itself keeps it in the thread until the task pauses, and then hands
 * all of it to the worker at once.
 */
function reportOutput(to: 'stdout' | 'stderr', report: (said: ThreadReport) => void): void {
  process[to]._write = (chunk: string | Uint8Array, encoding, done) => {
    const written = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    // A copy: a small Buffer would be posted with all of the pool that it lies in.
    const bytes = new Uint8Array(written);
    report({ kind: 'output', to, bytes, size: bytes.length });
    done();
  };
}

function errorOf({ name, message }: RunError): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
