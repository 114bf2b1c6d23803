import { describe, expect, test } from 'vitest';
import type { FrontKind } from '../../infra/front.ts';
import { MadronaAsync } from '../../infra/madrona-async.ts';
import { samples, synthesizeStack } from './synthesize.ts';

/** What CloudFormation would make anew under another logical ID, and what goes with the old one. */
const lasting: Record<string, string> = {
  'AWS::DynamoDB::Table': 'the runs and their results',
  'AWS::SQS::Queue': 'messages of runs that have begun',
  'AWS::Lambda::Function': 'calls under way',
  'AWS::Logs::LogGroup': 'its log',
  'AWS::ApiGateway::RestApi': 'the URL that callers have',
  'AWS::ApiGateway::Stage': 'the URL that callers have',
  'AWS::ApiGatewayV2::Api': 'the URL that callers have',
  'AWS::ApiGatewayV2::Stage': 'the URL that callers have',
  'AWS::Lambda::Url': 'the URL that callers have',
};

/** The same for all fronts, so that one can take over from another. */
const always = {
  TasksTable45D1B62D: 'the runs and their results',
  TasksQueue14B5121E: 'messages of runs that have begun',
  TasksDeadLetterQueueE47CA1D8: 'messages of runs that have begun',
  TasksApiFunctionA1E6DA04: 'calls under way',
  TasksApiFunctionLogs9ECA337A: 'its log',
  TasksWorkerFunctionF13DCEE4: 'calls under way',
  TasksWorkerFunctionLogs4C2C645E: 'its log',
  TasksDeadLetterFunction036227E0: 'calls under way',
  TasksDeadLetterFunctionLogs8FC1745E: 'its log',
  TasksStuckRunsFunctionF736C059: 'calls under way',
  TasksStuckRunsFunctionLogs062209C0: 'its log',
};

const fronts: [FrontKind, string[]][] = [
  ['rest', ['TasksApiD922781C', 'TasksApiDeploymentStageprod42B87941']],
  ['http', ['TasksHttpApiD8682B24', 'TasksHttpApiDefaultStage21E8A320']],
  ['function-url', ['TasksFunctionUrlA3CC8789']],
];

describe.each(fronts)('a stack behind %s', (front, ids) => {
  const template = synthesizeStack(
    (stage) => new MadronaAsync(stage, 'Test', { tasks: { entry: samples, front } }),
  );

  test('keeps its logical IDs', () => {
    const resources = Object.entries<{ Type: string }>(template.toJSON().Resources);
    const found = resources.flatMap(([id, { Type }]) => {
      const lost = lasting[Type];
      return lost === undefined ? [] : [[id, lost]];
    });

    const own = Object.fromEntries(ids.map((id) => [id, 'the URL that callers have']));
    const meaning =
      'Stacks that are deployed lose what stands beside each ID that is gone: leave the path of its construct as it was';
    expect(Object.fromEntries(found), meaning).toEqual({ ...always, ...own });
  });

  test('tells where everything is', () => {
    const apiId = front === 'function-url' ? [] : ['ApiId'];

    expect(Object.keys(template.findOutputs('*')).sort()).toEqual(
      [...apiId, 'DeadLetterQueueUrl', 'QueueUrl', 'TableName', 'Url'].sort(),
    );
  });

  test('allows nobody a wildcard', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');

    expect(statements.length).toBeGreaterThan(0);
    expect(JSON.stringify(statements)).not.toContain('*');
  });
});
