import { Duration, Size } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, test } from 'vitest';
import { AsyncTasks } from '../../infra/async-tasks.ts';
import { allowedTo } from './policies.ts';
import { propertiesOf, samples, synthesize } from './synthesize.ts';

const template = synthesize((stack) => {
  const tasks = new AsyncTasks(stack, 'Tasks', {
    entry: samples,
    table: Table.fromTableName(stack, 'Kept', 'kept-table'),
    publicUrl: 'https://jobs.example.org/async',
    statusTexts: { started: 'Wait for {task}' },
    auth: { none: 'A demonstration without data' },
    corsOrigins: ['https://app.example.org', 'http://localhost:5173'],
    workerTimeout: Duration.minutes(14),
    workerMemory: Size.gibibytes(3),
    batchSize: 10,
    maxConcurrency: 5,
    stuckRunsEvery: false,
    architecture: Architecture.X86_64,
    logRetention: RetentionDays.ONE_WEEK,
  });
  const assumedBy = new ServicePrincipal('ec2.amazonaws.com');
  tasks.grantBegin(new Role(stack, 'Beginner', { assumedBy }));
  tasks.grantRead(new Role(stack, 'Reader', { assumedBy }));
});

const keptTable = [expect.stringContaining('table/kept-table')];

test('a kept table is used, and no other made', () => {
  template.resourceCountIs('AWS::DynamoDB::Table', 0);
  template.allResourcesProperties('AWS::Lambda::Function', {
    Environment: { Variables: { TABLE_NAME: 'kept-table' } },
  });
});

test('the API’s function is told the owner’s words', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { STATUS_TEXTS: '{"started":"Wait for {task}"}' } },
  });
});

test('the API’s function is told its public URL', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { PUBLIC_URL: 'https://jobs.example.org/async' } },
  });
});

test('the API’s function is told whose pages may call', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: { CORS_ORIGINS: 'https://app.example.org http://localhost:5173' },
    },
  });
});

test('an API that is open for a reason asks nobody who they are', () => {
  template.allResourcesProperties('AWS::ApiGateway::Method', { AuthorizationType: 'NONE' });
});

test('the worker has the time and memory that it is given, and its queue waits as long', () => {
  const worker = propertiesOf(template, 'AWS::Lambda::Function', 'TasksWorkerFunction');

  expect(worker).toMatchObject({ Timeout: 840, MemorySize: 3072 });
  expect(propertiesOf(template, 'AWS::SQS::Queue', 'TasksQueue').VisibilityTimeout).toBe(840);
});

test('the worker takes as many messages at once, in as many calls, as it may', () => {
  const mapping = propertiesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    'TasksWorkerFunctionMessages',
  );

  expect(mapping).toMatchObject({ BatchSize: 10, ScalingConfig: { MaximumConcurrency: 5 } });
});

test('the functions run on what they are given', () => {
  template.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
});

test('nobody looks for stuck runs where that is not wanted', () => {
  template.resourceCountIs('AWS::Events::Rule', 0);
  template.resourceCountIs('AWS::Lambda::Function', 3);
});

test('logs are kept for as long as one likes', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
});

describe('without the API', () => {
  test('who may begin runs may write records and send, and no more', () => {
    expect(allowedTo(template, 'Beginner')).toEqual([
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        on: keptTable,
      },
      { actions: ['sqs:SendMessage'], on: ['TasksQueue'] },
    ]);
  });

  test('who may read may get records, and no more', () => {
    expect(allowedTo(template, 'Reader')).toEqual([
      { actions: ['dynamodb:GetItem'], on: keptTable },
    ]);
  });
});
