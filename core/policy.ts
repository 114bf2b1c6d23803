import * as z from 'zod';

const seconds = (most: number) => z.number().int().min(0).max(most);
const year = 31_536_000;

const policySchema = z.strictObject({
  maxAgeSeconds: seconds(10 * year).default(86_400),
  staleWhileRevalidateSeconds: seconds(10 * year).default(0),
  staleIfErrorSeconds: seconds(10 * year).default(0),
  failureMaxAgeSeconds: seconds(year).default(60),
  handoverSeconds: seconds(3600).default(10),
  retries: z.number().int().min(0).max(100).default(2),
  backoffSeconds: seconds(39_600).default(2),
  timeoutSeconds: z.number().int().min(1).max(890).default(300),
});

/**
 * How a task's runs are timed, retried and remembered.
 *
 * - `maxAgeSeconds` (86,400): a result is fresh for so long.
 * - `staleWhileRevalidateSeconds`, `staleIfErrorSeconds` (0): for so long after it was fresh, a result may be
 *   served while a new run is at work, or after one has failed (RFC 5861).
 * - `failureMaxAgeSeconds` (60): a failure is remembered for so long.
 * - `handoverSeconds` (10): an outcome younger than this is answered whatever else is said.
 * - `retries` (2), `backoffSeconds` (2): attempts after the first; the wait doubles to 300 s, with jitter.
 * - `timeoutSeconds` (300): of one attempt; at most the worker function's own time-out less 10 s.
 */
export type Policy = z.infer<typeof policySchema>;

/** Fills in the defaults. Throws a `ZodError` that names what was wrong and what is allowed. */
export function parsePolicy(given: Partial<Policy> = {}): Policy {
  return policySchema.parse(given);
}

/** The longest that a doubling backoff grows to by itself, in seconds. */
const longestDoubling = 300;

/**
 * How long to wait after a failed attempt, in milliseconds. Half of it is jitter, so that runs which failed
 * together do not return together.
 *
 * @param attempt the attempt that failed, from 1
 * @param fraction evenly from 0 to 1
 */
export function backoffMs(policy: Policy, attempt: number, fraction: number): number {
  const doubled = policy.backoffSeconds * 2 ** Math.min(attempt - 1, 30);
  const full = Math.min(doubled, Math.max(longestDoubling, policy.backoffSeconds));
  return Math.round(full * 1000 * (0.5 + fraction / 2));
}
