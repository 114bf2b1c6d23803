import { Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { openFor, type Auth } from './auth.ts';
import type { Front, FrontProps } from './front.ts';

/** By path, not by `$default`: only so does the function learn where stage and base path end. */
const paths = ['/', '/{proxy+}'];

/** An HTTP API that hands every request to the function. */
export function httpFront(scope: Construct, { handler, auth, corsOrigins }: FrontProps): Front {
  const api = new HttpApi(scope, 'HttpApi', {
    apiName: scope.node.path, // for people: two of one name can stand side by side
    description: 'Lengthy work behind a URL',
  });
  const integration = new HttpLambdaIntegration('Integration', handler, {
    timeout: Duration.seconds(29), // a second less than the gateway's most: the CDK takes no more
    scopePermissionToRoute: false,
  });
  const authorizer = authorizerOf(auth);
  for (const path of paths) {
    api.addRoutes({ path, methods: [HttpMethod.ANY], integration, authorizer });
    if (corsOrigins.length === 0) continue;
    // With `corsPreflight` instead, the routes above would still ask every preflight for authorisation:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    const open = new HttpNoneAuthorizer();
    api.addRoutes({ path, methods: [HttpMethod.OPTIONS], integration, authorizer: open });
  }
  Validations.of(api).acknowledge(...acknowledgements(auth, corsOrigins));
  return {
    url: api.apiEndpoint,
    of: api,
    apiId: api.apiId,
    grantCall: (grantee) =>
      Grant.addToPrincipal({
        grantee,
        actions: ['execute-api:Invoke'],
        resourceArns: [api.arnForExecuteApi('*', '/*', '$default')],
      }),
  };
}

function authorizerOf(auth: Auth): IHttpRouteAuthorizer {
  if (auth === 'iam') return new HttpIamAuthorizer();
  if ('none' in auth) return new HttpNoneAuthorizer();
  const { issuer, audience } = auth.jwt;
  return new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: [...audience] });
}

/** Rules of cdk-nag that are broken on purpose. */
function acknowledgements(auth: Auth, corsOrigins: readonly string[]): Acknowledgment[] {
  const logs =
    'The function logs what fails; a log of every request is for those who deploy to choose';
  const preflights = 'A preflight cannot be signed, and begins and reads nothing';
  const open = [...openFor(auth), ...(corsOrigins.length > 0 ? [preflights] : [])];
  return [
    { id: 'AwsSolutions-APIG1', reason: logs },
    ...open.map((reason) => ({ id: 'AwsSolutions-APIG4', reason })),
  ];
}
