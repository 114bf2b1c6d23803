import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Duration } from 'aws-cdk-lib';
import { createRegistry, type Registry, type TaskModule } from '../core/registry.ts';

/** What is left of a call of the worker to end an attempt and to write what became of it. */
const marginSeconds = 10;

/** Constructors cannot wait for an import. */
const load: (path: string) => TaskModule = createRequire(import.meta.url);

/**
 * Loads the tasks, and throws a `TypeError` that names the module where it exports anything else or nothing, and
 * a `RangeError` that names a task which the worker would never have the time to run.
 */
export function checkTasks(path: string, workerTimeout: Duration): void {
  if (!existsSync(path)) throw new TypeError(`entry is ${path}; there is no such file`);
  const { tasks } = registryOf(path);
  if (tasks.length === 0) {
    throw new TypeError(
      `entry is ${path}, which exports no task; it must export what defineTask makes`,
    );
  }
  if (workerTimeout.isUnresolved()) return;
  const seconds = workerTimeout.toSeconds();
  for (const { name, policy } of tasks) {
    const least = policy.timeoutSeconds + marginSeconds;
    if (seconds >= least) continue;
    throw new RangeError(
      `workerTimeout is ${seconds} s; task ${name} may take ${policy.timeoutSeconds} s, and needs one of ${least} s or more`,
    );
  }
}

function registryOf(path: string): Registry {
  try {
    // Node adds it to what `require` gives of a module with a default export.
    const { __esModule: _, ...module } = load(path);
    return createRegistry(module);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`entry is ${path}, which is no module of tasks: ${why}`, { cause });
  }
}
