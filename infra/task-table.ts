import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * The table of runs. It outlives its stack: `RETAIN_ON_UPDATE_OR_DELETE`, and not `RETAIN`, which also leaves
 * one behind when a first create rolls back.
 */
export function taskTable(scope: Construct): ITable {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'key', type: AttributeType.STRING },
    sortKey: { name: 'item', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'ttl',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  return table as ITable; // its optional members are declared without undefined: only this compiler minds
}

/** All that the rules do to records: `grantReadWriteData` would also allow scans, deletes and indexes. */
export function grantRecords(table: ITable, grantee: IGrantable): Grant {
  return table.grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
}

/** By either identifier: `grantReadData` would also allow scans, queries and indexes. */
export function grantRecordReads(table: ITable, grantee: IGrantable): Grant {
  return table.grant(grantee, 'dynamodb:GetItem');
}

/** To look through all of it, and again at what is found. */
export function grantSurvey(table: ITable, grantee: IGrantable): Grant {
  return table.grant(grantee, 'dynamodb:GetItem', 'dynamodb:Scan');
}
