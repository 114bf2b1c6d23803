import { isRecord } from '../is-record.ts';

/**
 * Which messages of a batch stay in the queue, by the answer of a function that reports them. An answer that
 * Lambda cannot make sense of fails the whole batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(payload: string, batch: readonly string[]): ReadonlySet<string> {
  const answer: unknown = JSON.parse(payload);
  if (answer === null) return new Set();
  const all = new Set(batch);
  if (!isRecord(answer)) return all;
  const failures = answer['batchItemFailures'] ?? [];
  if (!Array.isArray(failures)) return all;
  const named = new Set<string>();
  for (const failure of failures as unknown[]) {
    // an array of any, to the compiler
    const id = isRecord(failure) ? failure['itemIdentifier'] : undefined;
    if (typeof id !== 'string' || !all.has(id)) return all;
    named.add(id);
  }
  return named;
}
