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

/** How a task's runs are timed, retried and remembered. */
export interface Policy {
  /** For so many seconds a result is fresh: who asks for it gets it, and nothing begins; at most ten years. @default 86_400 */
  maxAgeSeconds: number;
  /**
   * For so many seconds after it was fresh, a result is still the answer while a new run is at work behind it
   * (RFC 5861 §3); at most ten years.
   *
   * @default 0
   */
  staleWhileRevalidateSeconds: number;
  /**
   * For so many seconds after it was fresh, a result is the answer where a newer run has failed or was cancelled
   * (RFC 5861 §4); at most ten years.
   *
   * @default 0
   */
  staleIfErrorSeconds: number;
  /** For so many seconds a failure is the answer, and nothing begins; at most a year. @default 60 */
  failureMaxAgeSeconds: number;
  /**
   * An outcome younger than this, in seconds, is answered whatever a request says of caches: browsers send `no-cache`
   * on every reload, and would else never see one. At most an hour.
   *
   * @default 10
   */
  handoverSeconds: number;
  /** How many attempts may follow the first, where it throws, times out or dies; at most 100. @default 2 */
  retries: number;
  /**
   * The wait before the second attempt, in seconds. It doubles with each attempt, to 300 s at most, and up to half of
   * it is left out at random. All waits of a run together are at most 11 h: SQS hides a message for 12 h at most.
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
   *
   * @default 2
   */
  backoffSeconds: number;
  /**
   * How long one attempt may take, in seconds; at least 1, at most 890, and 10 less than the worker function's own
   * time-out (prop `workerTimeout`).
   *
   * @default 300
   */
  timeoutSeconds: number;
}

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
  ) satisfies z.ZodType<Policy>;

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
