import { Aws, Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  RestApi,
  type IResource,
} from 'aws-cdk-lib/aws-apigateway';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { openFor, type Auth } from './auth.ts';
import type { Front, FrontProps } from './front.ts';
import { addProblemResponses } from './problem-responses.ts';

/** A regional REST API that hands every request to the function. */
export function restFront(scope: Construct, { handler, auth, corsOrigins }: FrontProps): Front {
  const api = new RestApi(scope, 'Api', {
    restApiName: scope.node.path, // for people: two of one name can stand side by side
    description: 'Lengthy work behind a URL',
    endpointTypes: [EndpointType.REGIONAL],
    cloudWatchRole: false, // it is one for the whole account and region
    defaultMethodOptions: { authorizationType: authorizationType(auth) },
    defaultIntegration: new LambdaIntegration(handler, {
      timeout: Duration.seconds(29),
      allowTestInvoke: false,
    }),
  });
  api.node.tryRemoveChild('Endpoint'); // an output that every RestApi adds to its stack
  api.root.addMethod('ANY');
  const proxy = api.root.addProxy();
  const isCalledByPages = corsOrigins.length > 0;
  if (isCalledByPages) for (const resource of [api.root, proxy]) addPreflight(resource);
  addProblemResponses(api, isCalledByPages);
  Validations.of(api).acknowledge(...acknowledgements(auth));
  const { restApiId, deploymentStage } = api;
  return {
    url: `https://${restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${deploymentStage.stageName}`,
    of: api,
    apiId: restApiId,
    grantCall: (grantee) =>
      Grant.addToPrincipal({
        grantee,
        actions: ['execute-api:Invoke'],
        resourceArns: [api.arnForExecuteApi('*', '/*', deploymentStage.stageName)],
      }),
  };
}

function authorizationType(auth: Auth): AuthorizationType {
  return auth === 'iam' ? AuthorizationType.IAM : AuthorizationType.NONE;
}

/** A browser signs no preflight: whoever asks for authorisation there is never called. */
function addPreflight(resource: IResource): void {
  const method = resource.addMethod('OPTIONS', undefined, {
    authorizationType: AuthorizationType.NONE,
  });
  const reason = 'A preflight cannot be signed, and begins and reads nothing';
  Validations.of(method).acknowledge({ id: 'AwsSolutions-APIG4', reason });
}

/** Rules of cdk-nag that are broken on purpose. */
function acknowledgements(auth: Auth): Acknowledgment[] {
  const accountWide = 'An API can log only by a role that its whole account and region shares';
  return [
    { id: 'AwsSolutions-APIG1', reason: accountWide },
    { id: 'AwsSolutions-APIG6', reason: accountWide },
    { id: 'AwsSolutions-APIG2', reason: 'The function holds every request to its own schemas' },
    { id: 'AwsSolutions-APIG3', reason: 'A web ACL is for those who deploy to choose and to pay' },
    { id: 'AwsSolutions-COG4', reason: 'Callers are identities of AWS, not users of a pool' },
    ...openFor(auth).map((reason) => ({ id: 'AwsSolutions-APIG4', reason })),
  ];
}
