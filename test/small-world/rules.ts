import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import * as z from 'zod';
import type * as Begin from '../../core/begin.ts';
import type * as Bind from '../../core/bind.ts';
import type * as Cancel from '../../core/cancel.ts';
import type * as DeadLetter from '../../core/dead-letter.ts';
import type * as Errors from '../../core/errors.ts';
import type { Policy } from '../../core/policy.ts';
import type * as Registry from '../../core/registry.ts';
import type * as StatusOf from '../../core/status.ts';
import type * as Task from '../../core/task.ts';
import type * as Work from '../../core/work.ts';

/** The production rules, as they stand in one folder: the project's own, or a copy with a bug in it. */
export interface Rules {
  beginRun: typeof Begin.beginRun;
  workOn: typeof Work.workOn;
  endDeadLetter: typeof DeadLetter.endDeadLetter;
  cancelRun: typeof Cancel.cancelRun;
  runById: typeof StatusOf.runById;
  runByUrl: typeof StatusOf.runByUrl;
  StoreFault: typeof Errors.StoreFault;
  /** The world's one task, and what finds it. */
  task: Registry.AnyTask;
  bound: Bind.BoundArgs;
  registry: Registry.Registry;
}

/** The world's policy, but for how many attempts may follow the first. */
const policy: Partial<Policy> = { backoffSeconds: 2, timeoutSeconds: 300 };

/** Loads the rules of a `core` folder. */
export async function loadRules(core: string, retries: number): Promise<Rules> {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(core, file)).href);
  // The folder holds what core/ holds, file by file.
  const begin = (await load('begin.ts')) as typeof Begin;
  const bind = (await load('bind.ts')) as typeof Bind;
  const cancel = (await load('cancel.ts')) as typeof Cancel;
  const deadLetter = (await load('dead-letter.ts')) as typeof DeadLetter;
  const errors = (await load('errors.ts')) as typeof Errors;
  const registry = (await load('registry.ts')) as typeof Registry;
  const status = (await load('status.ts')) as typeof StatusOf;
  const task = (await load('task.ts')) as typeof Task;
  const work = (await load('work.ts')) as typeof Work;
  const job = task.defineTask({
    name: 'job',
    params: { x: z.number() },
    policy: { ...policy, retries },
    run: () => 0,
  });
  return {
    beginRun: begin.beginRun,
    workOn: work.workOn,
    endDeadLetter: deadLetter.endDeadLetter,
    cancelRun: cancel.cancelRun,
    runById: status.runById,
    runByUrl: status.runByUrl,
    StoreFault: errors.StoreFault,
    task: job,
    bound: bind.bindArgs(job, [1], {}),
    registry: registry.createRegistry({ job }),
  };
}
