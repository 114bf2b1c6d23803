import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RunSurvey } from '../../core/ports.ts';
import { shapeVersion } from '../../core/record-item.ts';
import { storeFault } from './store-fault.ts';

/** A scan, which costs what the whole table costs to read, whatever it finds: half a unit for each 4 KB. */
export function createDynamoDBRunSurvey(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
}): RunSurvey {
  const { client, tableName: TableName } = options;
  return {
    async *overdue(by) {
      let last: Record<string, unknown> | undefined;
      do {
        const page = await client
          .send(
            new ScanCommand({
              TableName,
              ConsistentRead: false,
              FilterExpression: '#v = :v AND #status IN (:started, :retry) AND #claimableAt <= :by',
              ProjectionExpression: '#key, #run',
              ExpressionAttributeNames: {
                '#v': 'v',
                '#status': 'status',
                '#claimableAt': 'claimableAt',
                '#key': 'key',
                '#run': 'run',
              },
              ExpressionAttributeValues: {
                ':v': shapeVersion,
                ':started': 'STARTED',
                ':retry': 'RETRY',
                ':by': by,
              },
              ...(last && { ExclusiveStartKey: last }),
            }),
          )
          .catch((cause: unknown) => {
            throw storeFault('table', 'be looked through', cause);
          });
        yield (page.Items ?? []).map((item) => ({
          key: String(item['key']),
          run: String(item['run']),
        }));
        last = page.LastEvaluatedKey;
      } while (last !== undefined);
    },
  };
}
