import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readAssembly } from '../../local/template/assembly.ts';
import { fixtureAssembly, shapeWith } from './template-of.ts';

describe('the shape of a stack holds', () => {
  test('its tables, as CreateTable takes them', () => {
    const { tables } = shapeWith();

    expect(tables).toEqual([
      {
        name: 'Fixture-Table',
        definition: {
          AttributeDefinitions: [
            { AttributeName: 'key', AttributeType: 'S' },
            { AttributeName: 'item', AttributeType: 'S' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [
            { AttributeName: 'key', KeyType: 'HASH' },
            { AttributeName: 'item', KeyType: 'RANGE' },
          ],
        },
      },
    ]);
  });

  test('its queues, as CreateQueue takes them', () => {
    const { queues } = shapeWith();

    const redrive = {
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:Fixture-DeadLetters',
      maxReceiveCount: 2,
    };
    expect(queues.find(({ name }) => name === 'Fixture-Queue')).toEqual({
      name: 'Fixture-Queue',
      arn: 'arn:aws:sqs:us-east-1:000000000000:Fixture-Queue',
      url: 'http://127.0.0.1:9324/000000000000/Fixture-Queue',
      attributes: {
        MessageRetentionPeriod: '604800',
        VisibilityTimeout: '3',
        RedrivePolicy: JSON.stringify(redrive),
      },
    });
  });

  test('the functions that are wired, with the folders of their bundles', () => {
    const { functions } = shapeWith();

    expect(functions.map(({ name }) => name)).toEqual([
      'Fixture-ApiFunction',
      'Fixture-WorkerFunction',
      'Fixture-DeadLetterFunction',
    ]);
    expect(functions[0]).toEqual({
      name: 'Fixture-ApiFunction',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-ApiFunction',
      directory: join(fixtureAssembly, 'asset.api'),
      handler: 'handler.handler',
      timeoutSeconds: 3,
      memoryMegabytes: 256,
      environment: {
        TABLE_NAME: 'Fixture-Table',
        QUEUE_URL: 'http://127.0.0.1:9324/000000000000/Fixture-Queue',
      },
    });
  });

  test('what wires queues to functions', () => {
    const { mappings } = shapeWith({ 'WorkerMapping.ScalingConfig': { MaximumConcurrency: 2 } });

    expect(mappings[0]).toEqual({
      queue: expect.objectContaining({ name: 'Fixture-Queue' }),
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-WorkerFunction',
      batchSize: 1,
      maximumConcurrency: 2,
      reportsBatchItemFailures: true,
    });
  });

  test('no mapping that is switched off', () => {
    const { mappings } = shapeWith({ 'WorkerMapping.Enabled': false });

    expect(mappings.map(({ queue }) => queue)).toEqual([
      expect.objectContaining({ name: 'Fixture-DeadLetters' }),
    ]);
  });

  test('the routes of the API', () => {
    const { api } = shapeWith();

    const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-ApiFunction';
    expect(api).toEqual({
      front: 'rest',
      id: 'Api',
      stage: 'prod',
      binaryMediaTypes: [],
      routes: [
        {
          resourceId: 'ApiProxy',
          path: '/{proxy+}',
          method: 'ANY',
          functionArn,
          timeoutMs: 29_000,
          callers: 'AWS_IAM',
        },
        {
          resourceId: 'Api/',
          path: '/',
          method: 'ANY',
          functionArn,
          timeoutMs: 29_000,
          callers: 'AWS_IAM',
        },
      ],
    });
  });
});

describe('an environment variable may be', () => {
  const variable = 'ApiFunction.Environment.Variables.X';

  test.each([
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a parameter with a default', { Ref: 'BootstrapVersion' }, '/cdk-bootstrap/hnb659fds/version'],
    ['an attribute by a list', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'Fixture-Queue'],
    ['an attribute by a text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'Fixture-Queue'],
    ['joined', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 1]] }, 'a-Fixture-Table-1'],
    ['substituted', { 'Fn::Sub': '${Table}/${AWS::Region}' }, 'Fixture-Table/us-east-1'],
    ['substituted from an attribute', { 'Fn::Sub': '<${Queue.QueueName}>' }, '<Fixture-Queue>'],
    [
      'substituted from names of its own',
      { 'Fn::Sub': ['${a}${!a}', { a: { Ref: 'ApiStage' } }] },
      'prod${a}',
    ],
  ])('%s', (_, value, expected) => {
    const { functions } = shapeWith({ [variable]: value });

    expect(functions[0]?.environment['X']).toBe(expected);
  });

  test('no value at all', () => {
    const { functions } = shapeWith({ [variable]: { Ref: 'AWS::NoValue' } });

    expect(functions[0]?.environment).not.toHaveProperty('X');
  });
});

describe('what cannot be read is an error that names the resource and the property', () => {
  const variables = 'ApiFunction (AWS::Lambda::Function): Environment.Variables';
  const variable = 'ApiFunction.Environment.Variables.X';
  const uri = 'ApiProxyAny.Integration.Uri';

  test.each([
    [
      variable,
      { 'Fn::ImportValue': 'Other' },
      `${variables} uses Fn::ImportValue: the embedded stack reads Ref, Fn::GetAtt, Fn::Join and Fn::Sub only`,
    ],
    [variable, { Ref: 'Nobody' }, `${variables} refers to Nobody`],
    [variable, { Ref: 'Role' }, `${variables} refers to Role`],
    [
      variable,
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      `${variables} asks for StreamArn of Table`,
    ],
    [variable, { 'Fn::Sub': '${Nobody.Arn}' }, `${variables} asks for Arn of Nobody`],
    [variable, 7, `${variables} is {`],
    ['ApiFunction.Timeout', 'long', 'ApiFunction (AWS::Lambda::Function): Timeout is "long"'],
    ['ApiFunction.Handler', undefined, 'ApiFunction (AWS::Lambda::Function): Handler is missing'],
    ['ApiFunction.Runtime', 'python3.14', 'Runtime is python3.14'],
    ['ApiFunction.Layers', ['arn'], 'ApiFunction (AWS::Lambda::Function): Layers is given'],
    ['ApiFunction.Code.S3Key', 'gone.zip', 'Code.S3Key is gone.zip'],
    ['Queue.FifoQueue', true, 'Queue (AWS::SQS::Queue): FifoQueue is given'],
    ['WorkerMapping.FilterCriteria', {}, 'WorkerMapping (AWS::Lambda::EventSourceMapping): Filter'],
    ['WorkerMapping.EventSourceArn', 'arn:aws:sqs:else', 'EventSourceArn is arn:aws:sqs:else'],
    [
      'WorkerMapping.FunctionName',
      'elsewhere',
      'wires arn:aws:lambda:us-east-1:000000000000:function',
    ],
    [
      'ApiProxyAny.Integration.Type',
      'MOCK',
      'ApiProxyAny (AWS::ApiGateway::Method): Integration.T',
    ],
    [uri, 'arn:nothing', 'ApiProxyAny (AWS::ApiGateway::Method): Integration.Uri is arn:nothing'],
    ['ApiProxy.ParentId', { Ref: 'ApiProxy' }, 'ApiProxy (AWS::ApiGateway::Resource): ParentId'],
  ])('%s: %j', (path, value, message) => {
    expect(() => shapeWith({ [path]: value })).toThrow(message);
  });
});

test('an app of several stacks is refused with their names', () => {
  const directory = mkdtempSync(join(tmpdir(), 'madrona-assembly-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const type = 'aws:cloudformation:stack';
  const manifest = { artifacts: { One: { type }, Two: { type } } };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));

  expect(() => readAssembly(directory)).toThrow('one stack; this one has: One, Two');
});
