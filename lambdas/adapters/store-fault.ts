import { StoreFault } from '../../core/errors.ts';

/**
 * What an AWS client threw, as a fault of the store: what was being done, and whether to come again later.
 *
 * @param doing completes the sentence "The table (or queue) could not …"
 */
export function storeFault(port: 'table' | 'queue', doing: string, cause: unknown): StoreFault {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  return new StoreFault(`The ${port} could not ${doing}: ${name}: ${message}`, {
    cause,
    throttled: throttlings.has(name),
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html, and SQS's own two. */
const throttlings = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'KmsThrottled',
]);
