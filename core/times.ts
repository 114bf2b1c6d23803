/** The times of the protocol, in milliseconds. How they depend on each other stands in docs/protocol.md. */

/** A worker's right to a run, unless a heartbeat extends it. */
export const leaseMs = 30_000;
/** A worker extends its lease so often: where one beat is lost, another comes before the deadline. */
export const heartbeatMs = 10_000;
/** A worker stops so long before its lease lapses: what it sent last may still be under way. */
export const deadlineMarginMs = 5_000;
/** Changed progress is written at most so often. */
export const progressMs = 1_000;
/** After a store's fault, a claim or a settle is tried again so long later. */
export const againMs = 1_000;
/** A claim without an answer is tried again for so long: most of its lease is still to come then. */
export const patienceMs = 10_000;

/** How long a deployment may take from the first function to the last: a task that is unknown for longer is gone. */
export const unknownTaskMs = 120_000;

const secondMs = 1_000;
const dayMs = 86_400 * secondMs;

/** How long the queue keeps a message; infra takes it from here. */
export const queueRetentionMs = 7 * dayMs;
/** The longest that SQS keeps a message. */
export const deadLetterRetentionMs = 14 * dayMs;
/** Lambda's longest time-out, and so the longest that a message can be under way beyond its retention. */
export const functionTimeoutMs = 900 * secondMs;
/** A run in flight that is older than this, without a live lease, has lost its message. */
export const lostAfterMs = queueRetentionMs + functionTimeoutMs;
/**
 * A dead letter is sent again for as long as this after its run's begin. That is longer than an outage, be it a
 * weekend, and so short that what is sent last is worked on, or given up once more, before its run reads as lost:
 * `test/infra/task-queue.test.ts` adds it up.
 */
export const sendAgainMs = 3 * dayMs;
/** An ended record outlives every message of its run, so that no late one begins it anew. */
export const leastRecordMs = queueRetentionMs + deadLetterRetentionMs + dayMs;
/** By its task ID a result is there for so long at least, so that who waits for it gets it. */
export const leastResultMs = 3_600 * secondMs;

/**
 * SQS takes visibility time-outs of at most 12 hours.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export const longestVisibilitySeconds = 43_200;

/** What was found to be fresh is handed out, though it goes stale between the look and the reading. */
export const readingMs = 60_000;

/** Whole seconds to hide a message until that time: at least 1, and just past it rather than just before. */
export function secondsUntil(untilMs: number, nowMs: number): number {
  const seconds = Math.ceil((untilMs - nowMs) / secondMs);
  return Math.min(Math.max(seconds, 1), longestVisibilitySeconds);
}
