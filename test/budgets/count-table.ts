import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { itemBytes } from '../../core/record-item.ts';
import type { AwsClientOptions } from '../../lambdas/adapters/aws-clients.ts';
import type { Meter } from './meter.ts';

type Item = Record<string, AttributeValue>;

/** What the calls of a run's store have, of all that a call may. */
interface Call {
  TableName: string;
  ConsistentRead?: boolean;
  Key?: Item;
  Item?: Item;
}

interface Answer {
  ConsumedCapacity?: { CapacityUnits?: number };
}

/**
 * Counts the client's calls, retries too, and the units that the table says they consumed. A refused write is given
 * what AWS gives and dynalite leaves out: the item that refused it, and its price.
 */
export function countTable(
  client: DynamoDBDocumentClient,
  meter: Meter,
  options: AwsClientOptions,
): void {
  client.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, ...askingForUnits } }),
    { step: 'initialize', name: 'askForUnits' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const call = args.input as Call;
      try {
        const result = await next(args);
        count(meter, call, unitsOf(result.output as Answer));
        return result;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        error.Item ??= await readItem(call, options);
        meter.count('refusedWrites');
        meter.count('writeUnits', refusalUnits(error.Item, call.Item));
        throw error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'countUnits' },
  );
}

const askingForUnits = { ReturnConsumedCapacity: 'TOTAL' } as const;

function count(meter: Meter, call: Call, units: number): void {
  if (!('ConsistentRead' in call)) {
    meter.count('writes');
    meter.count('writeUnits', units);
    return;
  }
  meter.count(call.ConsistentRead ? 'strongReads' : 'eventualReads');
  meter.count('readUnits', units);
}

function unitsOf({ ConsumedCapacity }: Answer): number {
  const units = ConsumedCapacity?.CapacityUnits;
  if (units === undefined) throw new Error('The table did not say what a call consumed');
  return units;
}

/**
 * By the larger of the item that is there and the one that was to be.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
function refusalUnits(...items: (Item | undefined)[]): number {
  const sizes = items.map((item) => (item === undefined ? 0 : itemBytes(plainItem(item))));
  return Math.max(1, Math.ceil(Math.max(...sizes) / 1024));
}

function plainItem(item: Item): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)]),
  );
}

async function readItem(
  { TableName, Key, Item }: Call,
  options: AwsClientOptions,
): Promise<Item | undefined> {
  const client = new DynamoDBClient(options);
  const { key, item } = { ...Item, ...Key };
  if (key === undefined || item === undefined) throw new Error('A refused write names no item');
  const read = new GetItemCommand({ TableName, Key: { key, item }, ConsistentRead: true });
  return (await client.send(read).finally(() => client.destroy())).Item;
}
