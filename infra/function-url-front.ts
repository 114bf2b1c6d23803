import { Duration, Fn } from 'aws-cdk-lib';
import {
  FunctionUrl,
  FunctionUrlAuthType,
  HttpMethod,
  type FunctionUrlCorsOptions,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { cors } from '../core/cors.ts';
import type { Front, FrontProps } from './front.ts';

/** The function's own URL, without a gateway. */
export function functionUrlFront(
  scope: Construct,
  { handler, auth, corsOrigins }: FrontProps,
): Front {
  const functionUrl = new FunctionUrl(scope, 'FunctionUrl', {
    function: handler,
    authType: auth === 'iam' ? FunctionUrlAuthType.AWS_IAM : FunctionUrlAuthType.NONE,
    ...(corsOrigins.length === 0 ? {} : { cors: corsOptions(corsOrigins) }),
  });
  return {
    url: `https://${Fn.select(2, Fn.split('/', functionUrl.url))}`,
    of: functionUrl,
    grantCall: (grantee) => functionUrl.grantInvokeUrl(grantee),
  };
}

/** Lambda answers preflights by it, before it looks for a signature, and adds the headers to all answers. */
function corsOptions(origins: readonly string[]): FunctionUrlCorsOptions {
  return {
    allowedOrigins: [...origins],
    allowedMethods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
    allowedHeaders: [...cors.requestHeaders],
    exposedHeaders: [...cors.responseHeaders],
    maxAge: Duration.seconds(cors.maxAgeSeconds),
  };
}
