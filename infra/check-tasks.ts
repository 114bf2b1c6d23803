import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Duration } from 'aws-cdk-lib';
import { createRegistry, type Registry, type TaskModule } from '../core/registry.ts';

/** What is left of a call of the worker to end an attempt and to write what became of it. */
const marginSeconds = 10;

/** Constructors cannot wait for an import. */
const load: (path: string) => TaskModule = createRequire(import.meta.url);

/**
 * Loads the tasks, and throws a `TypeError` that names the module where it exports anything else or nothing, one that
 * names a task whose results shared caches would hand to callers that an authoriser tells apart, and a `RangeError`
 * that names a task which the worker would never have the time to run.
 */
export function checkTasks(path: string, workerTimeout: Duration, isAuthorised: boolean): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new TypeError(`entry is ${path}; there is no such file`);
  const { tasks } = registryOf(path);
  if (tasks.length === 0) {
    throw new TypeError(
      `entry is ${path}, which exports no task; it must export what defineTask makes`,
    );
  }
  for (const { name, cache, callersShare } of tasks) {
    if (cache === 'private' || callersShare || !isAuthorised) continue;
    throw new TypeError(
      `task ${name} has cache: 'public', and auth tells callers apart: a shared cache would hand one caller's result to others, without asking for leave; say callersShare: true where all may see it, or leave it private`,
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
    throw new TypeError(`entry is ${path}, which is no module of tasks: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const awaits = 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE';
  if (awaits) return 'it, or what it imports, has an await outside of functions';
  return error.message.replace(/\nRequire stack:[^]*$/, '');
}
