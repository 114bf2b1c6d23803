import { RemovalPolicy, type Duration, type Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Function,
  Runtime,
  type Architecture,
  type Code,
  type RecursiveLoop,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What one function differs from another in. */
export interface TaskFunctionProps {
  description: string;
  code: Code;
  environment: Record<string, string>;
  timeout: Duration;
  memory: Size;
  architecture: Architecture;
  logRetention: RetentionDays;
  /** By default Lambda ends what it takes for a loop. */
  recursiveLoop?: RecursiveLoop;
}

/** A function that may write its own log, and nothing else yet. */
export function taskFunction(scope: Construct, id: string, props: TaskFunctionProps): Function {
  const { description, code, environment, timeout, recursiveLoop } = props;
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: props.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // The role that CDK would make may write every log group of the account.
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  return new Function(scope, id, {
    description,
    runtime: Runtime.NODEJS_24_X,
    architecture: props.architecture,
    handler: 'handler.handler',
    code,
    environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    timeout,
    memorySize: props.memory.toMebibytes(),
    role,
    logGroup,
    ...(recursiveLoop && { recursiveLoop }),
  });
}
