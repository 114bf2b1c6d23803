import { randomUUID } from 'node:crypto';
import type { Monitor } from '../../core/monitor.ts';
import type { Policy } from '../../core/policy.ts';
import type { Cost } from './cost.ts';
import type { CountedStack } from './counted-stack.ts';

/** One row of the table of costs. */
export interface Budget {
  operation: string;
  /** What it costs, exactly; what is not named, nothing. */
  costs: Partial<Cost>;
  /** Of the stack's task; by default each field's own default. */
  policy?: Partial<Policy>;
  /** Does what comes before, and returns what is to be counted. */
  prepare(stack: CountedStack): Promise<() => Promise<unknown>>;
}

/** Where a result, a URL or a run stands apart, this is how large it is; and how long who waits is kept waiting. */
export const resultBytes = 10_000;
export const urlBytes = 2_048;
export const waitSeconds = 20;

export function freshUrl(bytes = 0): string {
  return `/budgets/${randomUUID()}/`.padEnd(bytes, 'u');
}

export function freshCallUrl({ task }: CountedStack): string {
  return `/v1/run/${task}/${randomUUID()}`;
}

/** A begin by POST. */
export async function begin(
  { post, task }: CountedStack,
  asked: Record<string, unknown> = {},
): Promise<Monitor> {
  return (await post('/v1/tasks', { task, args: ['x'], ...asked })).body;
}

/** The same with an `Idempotency-Key`. */
export async function beginOnce(
  { post, task }: CountedStack,
  pollingUrl = freshUrl(),
): Promise<Monitor> {
  const body = { task, args: ['x'], pollingUrl };
  return (await post('/v1/tasks', body, { 'Idempotency-Key': 'k' })).body;
}

/** A run by POST that has ended, with the result that its task returns. */
export async function endedRun(
  stack: CountedStack,
  asked: Record<string, unknown> = {},
  run?: () => unknown,
): Promise<Monitor> {
  const monitor = await begin(stack, asked);
  await stack.work(run);
  return monitor;
}

export const largeResult = () => 'r'.repeat(resultBytes - '""'.length);
