import { begins } from './begins.ts';
import type { Budget } from './budget.ts';
import type { Cost } from './cost.ts';
import { createCountedStack } from './counted-stack.ts';
import { reads } from './reads.ts';
import { runs } from './runs.ts';
import type { Services } from './services.ts';

export const budgets: readonly Budget[] = [...begins, ...reads, ...runs];

export async function measure({ prepare, policy = {} }: Budget, services: Services): Promise<Cost> {
  const stack = createCountedStack(services, { policy });
  return stack.meter.measure(await prepare(stack));
}
