import type { Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { front, type Front, type FrontKind, type FrontProps } from '../../infra/front.ts';

/** Adds a front with a function that is nobody's. */
export function addFront(
  stack: Stack,
  kind: FrontKind,
  props: Partial<Omit<FrontProps, 'handler'>> = {},
): Front {
  const handler = new Function(stack, 'Handler', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {}'),
  });
  return front(stack, kind, { handler, auth: 'iam', corsOrigins: [], ...props });
}
