import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function, FunctionUrl } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Auth } from './auth.ts';
import { functionUrlFront } from './function-url-front.ts';
import { httpFront } from './http-front.ts';
import { restFront } from './rest-front.ts';

/**
 * What may stand before the API's function: a REST API, an HTTP API, or the function's own URL. docs/fronts.md has
 * what each does otherwise.
 */
export type FrontKind = 'rest' | 'http' | 'function-url';

/** All that there are. */
export const frontKinds = ['rest', 'http', 'function-url'] as const satisfies readonly FrontKind[];

/** What stands before the API's function. */
export interface Front {
  /** Where callers reach it, without a slash at its end. */
  readonly url: string;
  /** The construct, to add to it what is not a property here. */
  readonly of: RestApi | HttpApi | FunctionUrl;
  /** Of a REST or HTTP API. */
  readonly apiId?: string;
  /** Allows to call all of it, where `auth` is `iam`. */
  grantCall(grantee: IGrantable): Grant;
}

/** What a front is for, and for whom. */
export interface FrontProps {
  handler: Function;
  auth: Auth;
  /** Whose pages may call it; none where it is empty. */
  corsOrigins: readonly string[];
}

const builders: Record<FrontKind, (scope: Construct, props: FrontProps) => Front> = {
  rest: restFront,
  http: httpFront,
  'function-url': functionUrlFront,
};

/** Each has a place of its own in the stack, so that another one can take over. */
export function front(scope: Construct, kind: FrontKind, props: FrontProps): Front {
  return builders[kind](scope, props);
}
