import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { leastRecordMs, lostAfterMs } from '../../core/times.ts';
import { AsyncTasks } from '../../infra/async-tasks.ts';
import { embeddedMetric } from '../../lambdas/adapters/embedded-metric.ts';
import { readEnv, type FunctionName } from '../../lambdas/env.ts';
import { allowedTo } from './policies.ts';
import { propertiesOf, samples, synthesize } from './synthesize.ts';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

let nagSays: unknown[] = [];
let stuckRuns: Metric | undefined;
const template = synthesize((stack) => {
  stuckRuns = new AsyncTasks(stack, 'Tasks', { entry: samples }).metricStuckRuns();
  nagSays = new AwsSolutionsChecks().validateScope(stack).violations;
});

const resources = Object.values<Resource>(template.toJSON().Resources);

const records = {
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  on: ['TasksTable'],
};
const consume = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];

describe.each([
  {
    name: 'api',
    id: 'TasksApiFunction',
    grants: [{ actions: ['sqs:SendMessage'], on: ['TasksQueue'] }],
    timeout: 28,
    queueVariable: { QUEUE_URL: { Ref: expect.stringMatching(/^TasksQueue/) } },
  },
  {
    name: 'worker',
    id: 'TasksWorkerFunction',
    grants: [{ actions: consume, on: ['TasksQueue'] }],
    timeout: 900,
    queueVariable: { QUEUE_URL: { Ref: expect.stringMatching(/^TasksQueue/) } },
  },
  {
    name: 'dead-letter',
    id: 'TasksDeadLetterFunction',
    grants: [
      { actions: ['sqs:SendMessage'], on: ['TasksQueue'] },
      { actions: consume, on: ['TasksDeadLetterQueue'] },
    ],
    timeout: 60,
    queueVariable: {
      QUEUE_URL: { Ref: expect.stringMatching(/^TasksQueue/) },
      DEAD_LETTER_QUEUE_URL: { Ref: expect.stringMatching(/^TasksDeadLetter/) },
    },
  },
] satisfies { name: FunctionName; [more: string]: unknown }[])('the $name function', (expected) => {
  const { name, id, grants, timeout, queueVariable } = expected;
  const properties = propertiesOf(template, 'AWS::Lambda::Function', id);
  const variables = properties.Environment.Variables;

  test('may do what it needs and nothing else', () => {
    expect(allowedTo(template, `${id}Role`)).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], on: [`${id}Logs`] },
      records,
      ...grants,
    ]);
    expect(propertiesOf(template, 'AWS::IAM::Role', `${id}Role`)).not.toHaveProperty(
      'ManagedPolicyArns',
    );
  });

  test('has every variable that it reads', () => {
    expect(readEnv(name, variables)).toEqual({
      TABLE_NAME: { Ref: expect.stringMatching(/^TasksTable/) },
      ...queueVariable,
    });
  });

  test('runs on Node 24 and arm64, for no longer than it has', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'handler.handler',
      Timeout: timeout,
    });
  });

  test('keeps its log for a month', () => {
    expect(properties.LoggingConfig.LogGroup.Ref).toMatch(`${id}Logs`);
    expect(propertiesOf(template, 'AWS::Logs::LogGroup', `${id}Logs`).RetentionInDays).toBe(30);
  });
});

test('Lambda takes no message that is sent again for a loop, and watches over all other calls', () => {
  const called = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).map(
    ({ Properties }) => Properties.FunctionName.Ref,
  );
  const allowed = Object.entries(template.findResources('AWS::Lambda::Function'))
    .filter(([, { Properties }]) => Properties.RecursiveLoop === 'Allow')
    .map(([id]) => id);

  expect(called).toHaveLength(2);
  expect(allowed.toSorted()).toEqual(called.toSorted());
});

describe('the stuck-runs function', () => {
  const id = 'TasksStuckRunsFunction';

  test('may look through the table, and change nothing', () => {
    expect(allowedTo(template, `${id}Role`)).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], on: [`${id}Logs`] },
      { actions: ['dynamodb:GetItem', 'dynamodb:Scan'], on: ['TasksTable'] },
    ]);
  });

  test('has every variable that it reads', () => {
    const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', id);

    expect(readEnv('stuck-runs', Environment.Variables)).toEqual({
      TABLE_NAME: { Ref: expect.stringMatching(/^TasksTable/) },
    });
  });

  test('is called each hour, by its rule alone', () => {
    const [name] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((each) =>
      each.startsWith(id),
    );
    const rule = propertiesOf(template, 'AWS::Events::Rule');

    expect(rule).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
    expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => Arn)).toEqual([
      { 'Fn::GetAtt': [name, 'Arn'] },
    ]);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: { 'Fn::GetAtt': [name, 'Arn'] },
      Principal: 'events.amazonaws.com',
    });
  });

  test('writes the metric that the construct has an alarm made of', () => {
    const written = embeddedMetric({ StuckRuns: 0 }, { Table: 'table' }, 0);

    expect(written).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: stuckRuns?.namespace,
            Metrics: [{ Name: stuckRuns?.metricName }],
            Dimensions: [Object.keys(stuckRuns?.dimensions ?? {})],
          },
        ],
      },
    });
  });
});

describe.each([
  { queue: 'TasksQueue', consumer: 'TasksWorkerFunction' },
  { queue: 'TasksDeadLetterQueue', consumer: 'TasksDeadLetterFunction' },
])('a message of $queue', ({ queue, consumer }) => {
  test(`is handed to ${consumer} alone and at once, and given back alone`, () => {
    const mapping = propertiesOf(template, 'AWS::Lambda::EventSourceMapping', consumer);

    expect(mapping).toEqual({
      FunctionName: { Ref: expect.stringMatching(`^${consumer}`) },
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(`^${queue}`), 'Arn'] },
      BatchSize: 1,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('stays hidden for as long as its consumer may take', () => {
    const { VisibilityTimeout } = propertiesOf(template, 'AWS::SQS::Queue', queue);
    const { Timeout } = propertiesOf(template, 'AWS::Lambda::Function', consumer);

    expect(VisibilityTimeout).toBeGreaterThanOrEqual(Timeout);
  });
});

describe('the times of the rules', () => {
  const queue = propertiesOf(template, 'AWS::SQS::Queue', 'TasksQueue');
  const deadLetterQueue = propertiesOf(template, 'AWS::SQS::Queue', 'TasksDeadLetterQueue');
  const worker = propertiesOf(template, 'AWS::Lambda::Function', 'TasksWorkerFunction');

  test('let a run read as lost only when no worker can have its message any more', () => {
    expect(lostAfterMs).toBeGreaterThanOrEqual(
      1000 * (queue.MessageRetentionPeriod + worker.Timeout),
    );
  });

  test('keep an ended record for longer than any message of its run', () => {
    expect(leastRecordMs).toBeGreaterThan(
      1000 * (queue.MessageRetentionPeriod + deadLetterQueue.MessageRetentionPeriod),
    );
  });
});

test('the API’s function gives up before the gateway does', () => {
  const { Timeout } = propertiesOf(template, 'AWS::Lambda::Function', 'TasksApiFunction');

  for (const { Properties } of Object.values(template.findResources('AWS::ApiGateway::Method'))) {
    expect(Properties.Integration.TimeoutInMillis).toBeGreaterThan(Timeout * 1000);
  }
});

test('no resource has a physical name, so that two stacks can stand side by side', () => {
  const uniqueInTheirOwner = ['PolicyName', 'StageName'];
  const names = resources.flatMap(({ Type, Properties }) =>
    Object.keys(Properties).filter((property) => property === `${Type.split('::').at(-1)}Name`),
  );

  expect(names.filter((name) => !uniqueInTheirOwner.includes(name))).toEqual([]);
});

test('the template has only what CloudFormation makes by itself', () => {
  const types = new Set(resources.map(({ Type }) => Type));

  expect([...types].filter((type) => /^Custom::|CustomResource|::Stack$/.test(type))).toEqual([]);
});

test('cdk-nag has nothing to say, be it a warning', () => {
  expect(nagSays).toEqual([]);
});

test('the worker is replaced before the API, which may begin what an older worker does not know', () => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [, api] = functions.find(([id]) => id.startsWith('TasksApiFunction')) ?? [];

  expect(api?.['DependsOn']).toContainEqual(
    expect.stringMatching(/^TasksWorkerFunction[0-9A-F]{8}$/),
  );
});
