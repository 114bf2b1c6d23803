import { callAws } from '../../local/stores/call-aws.ts';
import { afterOf, type After } from './history.ts';
import { listAt, textAt, type Wire } from './wire.ts';

/** A run as the table has it in the end. */
export interface Row extends After {
  taskId: string;
  /** As JSON text, wherever it stands. */
  result: string | null;
}

/** All runs of the table. */
export async function readTable(endpoint: string, tableName: string): Promise<Map<string, Row>> {
  const items = await scan(endpoint, tableName);
  const byName = new Map(
    items.map((item) => [`${textAt(item, 'key')}.${textAt(item, 'item')}`, item]),
  );
  const rows = new Map<string, Row>();
  for (const item of items) {
    const run = textAt(item, 'run');
    if (run === undefined) continue;
    const taskId = `${textAt(item, 'key')}.${run}`;
    const after = afterOf(item);
    if ((rows.get(taskId)?.version ?? 0) >= after.version) continue;
    const apart = byName.get(`${taskId}#${after.fence}#result`);
    rows.set(taskId, {
      taskId,
      ...after,
      result: textAt(item, 'result') ?? textAt(apart, 'json') ?? null,
    });
  }
  return rows;
}

async function scan(endpoint: string, TableName: string): Promise<Wire[]> {
  const items: Wire[] = [];
  let from: unknown;
  do {
    const input = { TableName, ConsistentRead: true, ...(from ? { ExclusiveStartKey: from } : {}) };
    const page = await callAws({ service: 'dynamodb', endpoint, action: 'Scan', input });
    items.push(...listAt(page, 'Items'));
    from = page['LastEvaluatedKey'];
  } while (from !== undefined);
  return items;
}
