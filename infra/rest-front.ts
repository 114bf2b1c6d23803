import { Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Auth } from './auth.ts';
import { addProblemResponses } from './problem-responses.ts';

/** A regional REST API that hands every request to the function. */
export function taskApi(scope: Construct, handler: Function, auth: Auth): RestApi {
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
  api.root.addProxy();
  addProblemResponses(api);
  Validations.of(api).acknowledge(...acknowledgements(auth));
  return api;
}

function authorizationType(auth: Auth): AuthorizationType {
  return auth === 'iam' ? AuthorizationType.IAM : AuthorizationType.NONE;
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
    ...(auth === 'iam' ? [] : [{ id: 'AwsSolutions-APIG4', reason: auth.none }]),
  ];
}
