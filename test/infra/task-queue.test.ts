import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, parsePolicy, type Policy } from '../../core/policy.ts';
import {
  functionTimeoutMs,
  leaseMs,
  longestVisibilitySeconds,
  lostAfterMs,
  sendAgainMs,
} from '../../core/times.ts';
import { taskQueues } from '../../infra/task-queue.ts';
import { propertiesOf, synthesize } from './synthesize.ts';

const longestCall = Duration.millis(functionTimeoutMs);
const template = synthesize((stack) =>
  taskQueues(stack, { worker: longestCall, deadLetter: Duration.seconds(60) }),
);
const queue = propertiesOf(template, 'AWS::SQS::Queue', 'Queue');
const deadLetterQueue = propertiesOf(template, 'AWS::SQS::Queue', 'DeadLetterQueue');
const receives: number = queue.RedrivePolicy.maxReceiveCount;

test('what the queue gives up on goes to the dead letters, and not for a few give-backs', () => {
  expect(receives).toBe(200);
  expect(queue.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]).toMatch(/^DeadLetterQueue/);
  expect(deadLetterQueue.RedrivePolicy).toBeUndefined();
});

test('messages are encrypted, and taken by TLS only', () => {
  for (const each of [queue, deadLetterQueue]) expect(each.SqsManagedSseEnabled).toBe(true);
  template.resourcePropertiesCountIs(
    'AWS::SQS::QueuePolicy',
    {
      PolicyDocument: {
        Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    },
    2,
  );
});

/**
 * Assumed: a message is received again as soon as it is visible; what it waits for free workers comes on top.
 * Each receive then hides it for one call of the worker and one lease at most, which is what a worker takes
 * that is ended in its last moment. A wait for a backoff comes on top of that, for each retry.
 */
describe('a message that is received as often as the queue allows', () => {
  const heldSeconds = receives * (queue.VisibilityTimeout + leaseMs / 1000);

  test('reaches the dead letters before it expires, even after four days in a backlog', () => {
    fc.assert(
      fc.property(acceptedPolicies(), (policy) => {
        const lastsSeconds = 4 * 86_400 + heldSeconds + longestWaitsSeconds(policy);
        expect(lastsSeconds).toBeLessThan(queue.MessageRetentionPeriod);
      }),
    );
  });

  test('comes to its end before its run reads as lost, though it was sent again at the last', () => {
    fc.assert(
      fc.property(acceptedPolicies(), (policy) => {
        const lastsSeconds = sendAgainMs / 1000 + heldSeconds + longestWaitsSeconds(policy);
        expect(lastsSeconds).toBeLessThan(lostAfterMs / 1000 - 86_400);
      }),
    );
  });

  test('has receives to spare for give-backs when each attempt of its policy has failed', () => {
    fc.assert(
      fc.property(acceptedPolicies(), ({ retries }) => {
        expect(2 * retries).toBeLessThanOrEqual(receives);
      }),
    );
  });
});

test('a dead letter is kept for a week more than the queue could have kept it', () => {
  // SQS counts a dead letter's age from when it was first sent.
  const week = 7 * 86_400;
  expect(deadLetterQueue.MessageRetentionPeriod).toBe(queue.MessageRetentionPeriod + week);
});

test('no backoff and attempt together hide a message for longer than SQS can', () => {
  fc.assert(
    fc.property(acceptedPolicies(), (policy) => {
      for (const seconds of waitsSeconds(policy)) {
        expect(policy.timeoutSeconds + seconds).toBeLessThan(longestVisibilitySeconds);
      }
    }),
  );
});

/** Every pair of retries and backoff that a policy may have, the edges among them. */
function acceptedPolicies(): fc.Arbitrary<Policy> {
  const retries = fc.integer({ min: 0, max: 100 });
  const backoffSeconds = fc.oneof(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 43_200 }),
    retries.map((count) => Math.floor(39_600 / Math.max(count, 1))),
  );
  return fc
    .record({ retries, backoffSeconds, timeoutSeconds: fc.constantFrom(1, 300, 890) })
    .map((given) => accepted(given))
    .filter((policy) => policy !== undefined);
}

function accepted(given: Partial<Policy>): Policy | undefined {
  try {
    return parsePolicy(given);
  } catch {
    return undefined;
  }
}

function waitsSeconds(policy: Policy): number[] {
  const failed = Array.from({ length: policy.retries }, (_, index) => index + 1);
  return failed.map((attempt) => backoffMs(policy, attempt, 1) / 1000);
}

function longestWaitsSeconds(policy: Policy): number {
  return waitsSeconds(policy).reduce((total, seconds) => total + seconds, 0);
}
