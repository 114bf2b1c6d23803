import type { Resource } from '../../local/template/resource.ts';

type Properties = Resource['properties'];

const functionArn = { 'Fn::GetAtt': ['ApiFunction', 'Arn'] };

/** What stands before the function of the fixture: an HTTP API, as the CDK makes one. */
export const httpApi: Resource[] = [
  resource('HttpApi', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
  resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { StageName: '$default' }),
  resource('Integration', 'AWS::ApiGatewayV2::Integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn,
    PayloadFormatVersion: '2.0',
  }),
  resource('AnyProxy', 'AWS::ApiGatewayV2::Route', {
    RouteKey: 'ANY /{proxy+}',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
  }),
];

export const functionUrl: Resource[] = [
  resource('FunctionUrl', 'AWS::Lambda::Url', { TargetFunctionArn: functionArn }),
];

function resource(id: string, type: string, properties: Properties): Resource {
  return { id, type, properties };
}
