import * as z from 'zod';

const seconds = (most: number) => z.number().int().min(0).max(most);
const year = 31_536_000;

/**
 * What the waits of one run may add up to, in seconds: one wait is an invisibility, which SQS bounds at 12 h,
 * and with all of them the message must outlive its run in the queue.
 */
export const longestBackoffSeconds = 39_600;

/** The longest that a doubling backoff grows to by itself, in seconds. */
const longestDoubling = 300;

const policySchema = z
  .strictObject({
    maxAgeSeconds: seconds(10 * year).default(86_400),
    staleWhileRevalidateSeconds: seconds(10 * year).default(0),
    staleIfErrorSeconds: seconds(10 * year).default(0),
    failureMaxAgeSeconds: seconds(year).default(60),
    handoverSeconds: seconds(3600).default(10),
    retries: z.number().int().min(0).max(100).default(2),
    backoffSeconds: seconds(longestBackoffSeconds).default(2),
    timeoutSeconds: z.number().int().min(1).max(890).default(300),
  })
  .refine(
    ({ retries, backoffSeconds }) =>
      totalBackoffSeconds(retries, backoffSeconds) <= longestBackoffSeconds,
    {
      error: `The waits of all retries add up to more than ${longestBackoffSeconds} seconds`,
      path: ['backoffSeconds'],
    },
  );

/**
 * How a task's runs are timed, retried and remembered.
 *
 * - `maxAgeSeconds` (86,400): a result is fresh for so long.
 * - `staleWhileRevalidateSeconds`, `staleIfErrorSeconds` (0): for so long after it was fresh, a result may be
 *   served while a new run is at work, or after one has failed (RFC 5861).
 * - `failureMaxAgeSeconds` (60): a failure is remembered for so long.
 * - `handoverSeconds` (10): an outcome younger than this is answered whatever else is said.
 * - `retries` (2), `backoffSeconds` (2): attempts after the first; the wait doubles to 300 s, with jitter. All
 *   waits together are at most 11 h.
 * - `timeoutSeconds` (300): of one attempt; at most the worker function's own time-out less 10 s.
 */
export type Policy = z.infer<typeof policySchema>;

/** Fills in the defaults. Throws a `ZodError` that names what was wrong and what is allowed. */
export function parsePolicy(given: Partial<Policy> = {}): Policy {
  return policySchema.parse(given);
}

/**
 * How long to wait after a failed attempt, in milliseconds. Half of it is jitter, so that runs which failed
 * together do not return together.
 *
 * @param attempt the attempt that failed, from 1
 * @param fraction evenly from 0 to 1
 */
export function backoffMs(policy: Policy, attempt: number, fraction: number): number {
  return Math.round(
    fullBackoffSeconds(policy.backoffSeconds, attempt) * 1000 * (0.5 + fraction / 2),
  );
}

function fullBackoffSeconds(backoffSeconds: number, attempt: number): number {
  const doubled = backoffSeconds * 2 ** Math.min(attempt - 1, 30);
  return Math.min(doubled, Math.max(longestDoubling, backoffSeconds));
}

function totalBackoffSeconds(retries: number, backoffSeconds: number): number {
  let total = 0;
  for (let attempt = 1; attempt <= retries; attempt += 1) {
    total += fullBackoffSeconds(backoffSeconds, attempt);
  }
  return total;
}

/** For how long after its run has ended a result may be served, in milliseconds. */
export function servedMs(policy: Policy): number {
  const { maxAgeSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } = policy;
  return 1000 * (maxAgeSeconds + Math.max(staleWhileRevalidateSeconds, staleIfErrorSeconds));
}
