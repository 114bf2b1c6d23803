import { describe, expect, test } from 'vitest';
import { callersOf } from '../../local/template/read-callers.ts';
import { functionUrl, httpApi } from './front-templates.ts';
import { shapeWith } from './template-of.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-ApiFunction';

test('an HTTP API is read with its routes', () => {
  const { api, functions } = shapeWith({}, httpApi);

  expect(api).toEqual({
    front: 'http',
    id: 'HttpApi',
    routes: [{ method: 'ANY', path: '/{proxy+}', functionArn, timeoutMs: 30_000, callers: 'NONE' }],
  });
  expect(functions.map(({ arn }) => arn)).toContain(functionArn);
});

test('a function URL is read with what it answers to browsers', () => {
  const closed = shapeWith({}, functionUrl);
  const Cors = { AllowOrigins: ['*'], AllowMethods: ['GET'], MaxAge: 60 };
  const open = shapeWith({ 'FunctionUrl.Cors': Cors }, functionUrl);

  const shape = { front: 'function-url', id: 'FunctionUrl', functionArn, callers: 'NONE' };
  expect(closed.api).toEqual({ ...shape, cors: undefined });
  expect(open.api).toEqual({
    ...shape,
    cors: {
      allowOrigins: ['*'],
      allowMethods: ['GET'],
      allowHeaders: [],
      exposeHeaders: [],
      maxAge: 60,
    },
  });
});

test.each([
  ['AWS_IAM', undefined, { 'ApiProxyAny.AuthorizationType': 'AWS_IAM' }],
  ['JWT', httpApi, { 'AnyProxy.AuthorizationType': 'JWT' }],
  ['NONE', httpApi, {}],
  ['AWS_IAM', functionUrl, { 'FunctionUrl.AuthType': 'AWS_IAM' }],
] as const)('whom AWS would let in is known: %s', (callers, front, changes) => {
  const { api } = shapeWith(changes, front && [...front]);

  expect(callersOf(api)).toBe(callers);
});

test('none, or more than one, is an error that names them', () => {
  const need = 'The embedded stack needs one REST API, HTTP API or function URL; the template has';

  expect(() => shapeWith({}, [])).toThrow(`${need}: none`);
  expect(() => shapeWith({}, [...functionUrl, ...httpApi])).toThrow(
    `${need}: HttpApi, FunctionUrl`,
  );
});

describe('what cannot be served is an error that names the resource and the property', () => {
  const http = 'HttpApi (AWS::ApiGatewayV2::Api)';
  const route = 'AnyProxy (AWS::ApiGatewayV2::Route)';
  const integration = 'Integration (AWS::ApiGatewayV2::Integration)';

  test.each([
    ['HttpApi.ProtocolType', 'WEBSOCKET', `${http}: ProtocolType is WEBSOCKET`],
    ['HttpApi.Body', {}, `${http}: Body is given`],
    ['HttpApi.CorsConfiguration', {}, `${http}: CorsConfiguration is given`],
    ['HttpStage.StageName', 'prod', 'HttpStage (AWS::ApiGatewayV2::Stage): StageName is prod'],
    ['AnyProxy.RouteKey', '$default', `${route}: RouteKey is $default`],
    ['AnyProxy.AuthorizationType', 'CUSTOM', `${route}: AuthorizationType is CUSTOM`],
    ['AnyProxy.Target', 'integrations/x', `${route}: Target is integrations/x`],
    ['Integration.IntegrationType', 'HTTP_PROXY', `${integration}: IntegrationType is HTTP_PROXY`],
    ['Integration.PayloadFormatVersion', '1.0', `${integration}: PayloadFormatVersion is 1.0`],
    ['Integration.IntegrationUri', 'https://a', `${integration}: IntegrationUri is https://a`],
  ])('%s: %j', (path, value, message) => {
    expect(() => shapeWith({ [path]: value }, httpApi)).toThrow(message);
  });

  test.each([
    ['FunctionUrl.InvokeMode', 'RESPONSE_STREAM', 'InvokeMode is RESPONSE_STREAM'],
    ['FunctionUrl.Qualifier', 'live', 'FunctionUrl (AWS::Lambda::Url): Qualifier is given'],
    ['FunctionUrl.Cors', { AllowCredentials: true }, 'Cors.AllowCredentials is given'],
  ])('%s: %j', (path, value, message) => {
    expect(() => shapeWith({ [path]: value }, functionUrl)).toThrow(message);
  });
});
