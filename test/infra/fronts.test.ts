import { CfnOutput } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { cors } from '../../core/cors.ts';
import type { Auth } from '../../infra/auth.ts';
import { frontKinds, type FrontKind } from '../../infra/front.ts';
import { addFront } from './front-under-test.ts';
import { allowedTo } from './policies.ts';
import { propertiesOf, synthesize } from './synthesize.ts';

const open = { none: 'A demonstration without data' };
const jwt = { jwt: { issuer: 'https://login.example.org', audience: ['async', 'maps'] } };
const pages = ['https://app.example.org', 'https://other.example.org'];

/** Who is asked by each way in, by method and path where there are several. */
function askedBy(template: Template): Record<string, string> {
  const ways = Object.values(template.toJSON().Resources as Record<string, Resource>).flatMap(
    ({ Type, Properties }): [string, string][] => {
      switch (Type) {
        case 'AWS::ApiGateway::Method': {
          const path = 'Ref' in Properties.ResourceId ? '/{proxy+}' : '/';
          return [[`${Properties.HttpMethod} ${path}`, Properties.AuthorizationType]];
        }
        case 'AWS::ApiGatewayV2::Route':
          return [[Properties.RouteKey, Properties.AuthorizationType]];
        case 'AWS::Lambda::Url':
          return [['*', Properties.AuthType]];
        default:
          return [];
      }
    },
  );
  return Object.fromEntries(ways);
}

interface Resource {
  Type: string;
  Properties: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of a template
}

describe('who is asked', () => {
  test.each<[FrontKind, Auth, Record<string, string>]>([
    ['rest', 'iam', { 'ANY /': 'AWS_IAM', 'ANY /{proxy+}': 'AWS_IAM' }],
    ['rest', open, { 'ANY /': 'NONE', 'ANY /{proxy+}': 'NONE' }],
    ['http', 'iam', { 'ANY /': 'AWS_IAM', 'ANY /{proxy+}': 'AWS_IAM' }],
    ['http', open, { 'ANY /': 'NONE', 'ANY /{proxy+}': 'NONE' }],
    ['http', jwt, { 'ANY /': 'JWT', 'ANY /{proxy+}': 'JWT' }],
    ['function-url', 'iam', { '*': 'AWS_IAM' }],
    ['function-url', open, { '*': 'NONE' }],
  ])('by %s with %o', (kind, auth, asked) => {
    const closed = synthesize((stack) => addFront(stack, kind, { auth }));
    const toPages = synthesize((stack) => addFront(stack, kind, { auth, corsOrigins: pages }));

    expect(askedBy(closed)).toEqual(asked);
    const preflights =
      kind === 'function-url' ? {} : { 'OPTIONS /': 'NONE', 'OPTIONS /{proxy+}': 'NONE' };
    expect(askedBy(toPages)).toEqual({ ...asked, ...preflights });
  });

  test('a token is looked at for its issuer and its audience', () => {
    const template = synthesize((stack) => addFront(stack, 'http', { auth: jwt }));

    expect(propertiesOf(template, 'AWS::ApiGatewayV2::Authorizer')).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://login.example.org', Audience: ['async', 'maps'] },
    });
  });
});

describe.each(frontKinds)('%s', (kind) => {
  test.each([
    ['iam', 'iam'],
    ['a reason', open],
    ...(kind === 'http' ? [['a JWT', jwt] as const] : []),
  ] as const)('leaves cdk-nag nothing to say, with %s, for pages or not', (_, auth) => {
    const found = [[], pages].flatMap((corsOrigins) => {
      let says: { ruleName: string }[] = [];
      synthesize((stack) => {
        addFront(stack, kind, { auth, corsOrigins });
        says = new AwsSolutionsChecks().validateScope(stack).violations;
      });
      // The function is nobody's.
      return says.map(({ ruleName }) => ruleName).filter((rule) => !/-IAM|-L1/.test(rule));
    });

    expect(found).toEqual([]);
  });

  test('has a URL without a slash at its end, and brings no output of its own', () => {
    const template = synthesize((stack) => {
      new CfnOutput(stack, 'Url', { value: addFront(stack, kind).url });
    });

    const outputs = template.findOutputs('*');
    expect(Object.keys(outputs)).toEqual(['Url']);
    expect(JSON.stringify(outputs['Url'])).not.toMatch(/\/"\]?\]?\}?\}$/);
  });
});

describe('who may call is allowed to call this API alone, and nothing else', () => {
  test.each<[FrontKind, object[]]>([
    [
      'rest',
      [{ actions: ['execute-api:Invoke'], on: [expect.stringMatching(/Api.*prod.*"\/\*\/\*"/)] }],
    ],
    [
      'http',
      [
        {
          actions: ['execute-api:Invoke'],
          on: [expect.stringMatching(/HttpApi.*\/\$default\/\*\/\*"/)],
        },
      ],
    ],
    [
      'function-url',
      [
        { actions: ['lambda:InvokeFunctionUrl'], on: ['Handler'] },
        { actions: ['lambda:InvokeFunction'], on: ['Handler'] },
      ],
    ],
  ])('%s', (kind, allowed) => {
    const template = synthesize((stack) => {
      const assumedBy = new ServicePrincipal('ec2.amazonaws.com');
      addFront(stack, kind).grantCall(new Role(stack, 'Caller', { assumedBy }));
    });

    expect(allowedTo(template, 'Caller')).toEqual(allowed);
  });
});

describe('an HTTP API', () => {
  const template = synthesize((stack) => addFront(stack, 'http', { corsOrigins: pages }));

  test('hands over events in the format that the function reads, and waits for its answer', () => {
    expect(propertiesOf(template, 'AWS::ApiGatewayV2::Integration')).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 29_000,
    });
  });

  test('leaves CORS to the function, whose headers it would throw away', () => {
    expect(propertiesOf(template, 'AWS::ApiGatewayV2::Api')).not.toHaveProperty(
      'CorsConfiguration',
    );
  });

  test('is served at its root, and so is whatever is deployed', () => {
    expect(propertiesOf(template, 'AWS::ApiGatewayV2::Stage')).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
    });
  });

  test('alone may call its function', () => {
    expect(propertiesOf(template, 'AWS::Lambda::Permission')).toMatchObject({
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': ['', expect.arrayContaining([{ Ref: expect.stringMatching(/^HttpApi/) }])],
      },
    });
  });
});

describe('a function URL', () => {
  test('answers preflights itself, with what the function would say', () => {
    const template = synthesize((stack) => addFront(stack, 'function-url', { corsOrigins: pages }));

    expect(propertiesOf(template, 'AWS::Lambda::Url').Cors).toEqual({
      AllowOrigins: pages,
      AllowMethods: cors.methods,
      AllowHeaders: cors.requestHeaders,
      ExposeHeaders: cors.responseHeaders,
      MaxAge: cors.maxAgeSeconds,
    });
  });

  test('has no CORS where no page may call', () => {
    const template = synthesize((stack) => addFront(stack, 'function-url'));

    expect(propertiesOf(template, 'AWS::Lambda::Url')).not.toHaveProperty('Cors');
  });
});
