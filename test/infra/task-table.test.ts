import { test } from 'vitest';
import { taskTable } from '../../infra/task-table.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize((stack) => taskTable(stack));

test('an item is named by its key and its place under that key', () => {
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [
      { AttributeName: 'key', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'key', AttributeType: 'S' },
      { AttributeName: 'item', AttributeType: 'S' },
    ],
  });
});

test('the table costs what is asked of it, forgets by ttl and can be restored', () => {
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
});

test('the table outlives its stack, unless the stack has never come to be', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});
