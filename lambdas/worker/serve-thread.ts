import type { Registry } from '../../core/registry.ts';
import type { RunError } from '../../core/run.ts';
import { runJob } from './run-job.ts';
import { threadOrder } from './thread-protocol.ts';
import { port, report } from './thread-reports.ts';

/** Makes this thread one that runs the registry's tasks, one job after another. */
export function serveThread(registry: Registry): void {
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

function errorOf({ name, message }: RunError): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
