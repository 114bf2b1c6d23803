import type { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { errorCodes, problemTypeBase } from '../../core/errors.ts';
import type { Auth } from '../../infra/auth.ts';
import { taskApi } from '../../infra/task-api.ts';
import { synthesize } from './synthesize.ts';

function addApi(stack: Stack, auth: Auth): void {
  const code = Code.fromInline('exports.handler = () => {}');
  const runtime = Runtime.NODEJS_24_X;
  const handler = new Function(stack, 'Handler', { runtime, handler: 'index.handler', code });
  taskApi(stack, handler, auth);
}

const template = synthesize((stack) => addApi(stack, 'iam'));

test('every path and method is the function’s, for those whom IAM allows', () => {
  const paths = Object.values(template.findResources('AWS::ApiGateway::Resource'));
  const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));

  expect(paths.map((path) => path.Properties.PathPart)).toEqual(['{proxy+}']);
  expect(methods.map(({ Properties: { HttpMethod } }) => HttpMethod)).toEqual(['ANY', 'ANY']);
  for (const { Properties } of methods) {
    expect(Properties.AuthorizationType).toBe('AWS_IAM');
    expect(Properties.Integration).toMatchObject({ Type: 'AWS_PROXY', TimeoutInMillis: 29_000 });
  }
});

test('anybody may call an API that is open for a reason', () => {
  const open = synthesize((stack) => addApi(stack, { none: 'A demonstration without data' }));

  open.allResourcesProperties('AWS::ApiGateway::Method', { AuthorizationType: 'NONE' });
});

test('cdk-nag takes the reason why an API is open', () => {
  synthesize((stack) => {
    addApi(stack, { none: 'A demonstration without data' });
    const rules = new AwsSolutionsChecks().validateScope(stack).violations.map((v) => v.ruleName);
    expect(rules).not.toContain('AwsSolutions-APIG4');
  });
});

test('the API is of one region, and leaves the logging of its account alone', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
  });
  template.resourceCountIs('AWS::ApiGateway::Account', 0);
});

test('only this API may call its function', () => {
  template.allResourcesProperties('AWS::Lambda::Permission', {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^Api') }])] },
  });
});

test('an API brings no output of its own', () => {
  expect(template.findOutputs('*')).toEqual({});
});

describe('what the gateway answers by itself', () => {
  const answers = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse')).map(
    ({ Properties }) => ({
      type: Properties.ResponseType,
      status: Properties.StatusCode,
      headers: Properties.ResponseParameters,
      text: Properties.ResponseTemplates['application/json'],
    }),
  );

  test('covers refused, too large, too many and too late, and all others', () => {
    const statuses = Object.fromEntries(answers.map(({ type, status }) => [type, status]));

    expect(statuses).toMatchObject({
      ACCESS_DENIED: '403',
      INVALID_SIGNATURE: '403',
      MISSING_AUTHENTICATION_TOKEN: '403',
      REQUEST_TOO_LARGE: '413',
      THROTTLED: '429',
      INTEGRATION_TIMEOUT: '504',
      DEFAULT_4XX: undefined,
      DEFAULT_5XX: undefined,
    });
  });

  test.each(answers)('is a problem that is not stored: $type', ({ status, headers, text }) => {
    const problem = JSON.parse(text.replace('$context.error.messageString', '"Because"'));

    expect(headers).toMatchObject({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
      'gatewayresponse.header.Cache-Control': "'no-store'",
    });
    expect(problem.detail).toBe('Because');
    expect(problem.status?.toString()).toBe(status);
    expect(errorCodes.map((code) => problemTypeBase + code)).toContain(problem.type);
  });

  test('says when to try again where there were too many', () => {
    const throttled = answers.find(({ type }) => type === 'THROTTLED');

    expect(throttled?.headers['gatewayresponse.header.Retry-After']).toBe("'1'");
  });
});
