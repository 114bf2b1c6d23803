import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { problemTypeBase } from '../../core/errors.ts';
import { problems } from '../../core/problem.ts';
import { addFront } from './front-under-test.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize((stack) => addFront(stack, 'rest'));
const forPages = synthesize((stack) => {
  addFront(stack, 'rest', { corsOrigins: ['https://app.example.org', 'https://b.example.org'] });
});

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

describe('what the gateway answers by itself', () => {
  const answers = answersOf(template);

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
    expect(Object.keys(problems).map((code) => problemTypeBase + code)).toContain(problem.type);
  });

  test('says when to try again where there were too many', () => {
    const throttled = answers.find(({ type }) => type === 'THROTTLED');

    expect(throttled?.headers['gatewayresponse.header.Retry-After']).toBe("'1'");
  });

  test.each(answersOf(forPages))('may be read by pages, where any may call: $type', (answer) => {
    expect(answer.headers).toMatchObject({
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      'gatewayresponse.header.Access-Control-Expose-Headers': "'Retry-After'",
    });
  });

  test('says nothing to pages where none may call', () => {
    expect(JSON.stringify(answers)).not.toContain('Access-Control');
  });
});

function answersOf(of: Template) {
  return Object.values(of.findResources('AWS::ApiGateway::GatewayResponse')).map(
    ({ Properties }) => ({
      type: Properties.ResponseType,
      status: Properties.StatusCode,
      headers: Properties.ResponseParameters,
      text: Properties.ResponseTemplates['application/json'],
    }),
  );
}
