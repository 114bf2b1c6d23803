import { createRequire } from 'node:module';
import { createRegistry, type TaskModule } from '../core/registry.ts';

/** What is left of a call of the worker to end an attempt and to write what became of it. */
const marginSeconds = 10;

/** Constructors cannot wait for an import. */
const load: (path: string) => TaskModule = createRequire(import.meta.url);

/** Throws a `RangeError` that names a task which the worker would never have the time to run. */
export function checkTaskTimeouts(tasks: string, workerTimeoutSeconds: number): void {
  for (const { name, policy } of createRegistry(load(tasks)).tasks) {
    const least = policy.timeoutSeconds + marginSeconds;
    if (workerTimeoutSeconds >= least) continue;
    throw new RangeError(
      `workerTimeout is ${workerTimeoutSeconds} s; task ${name} may take ${policy.timeoutSeconds} s, and needs one of ${least} s or more`,
    );
  }
}
