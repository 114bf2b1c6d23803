import * as z from 'zod';
import type { Policy } from '../../core/policy.ts';
import { createRegistry } from '../../core/registry.ts';
import { defineTask } from '../../core/task.ts';

const known = new Map<string, ReturnType<typeof define>>();

/** One task `job(x)` under the policy, defined once for all schedules that have it. */
export function tasksWith(policy: Partial<Policy>): ReturnType<typeof define> {
  const name = JSON.stringify(policy);
  const tasks = known.get(name) ?? define(policy);
  known.set(name, tasks);
  return tasks;
}

function define(policy: Partial<Policy>) {
  const task = defineTask({ name: 'job', params: { x: z.number() }, policy, run: () => 0 });
  return { task, registry: createRegistry({ task }) };
}
