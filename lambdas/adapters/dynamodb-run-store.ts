import { ConditionalCheckFailedException, type AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Consistency, Place, RunStore, WriteOutcome } from '../../core/ports.ts';
import {
  checkShape,
  decodeRecord,
  encodeRecord,
  resultSortKeyOf,
  shapeVersion,
  sortKeyOf,
  ttlOf,
  urlSortKey,
} from '../../core/record-item.ts';
import type { RunRecord } from '../../core/run.ts';
import { putCondition, updateCondition } from './guard-expression.ts';
import { storeFault } from './store-fault.ts';
import { updateExpression } from './update-expression.ts';

export interface DynamoDBRunStoreOptions {
  client: DynamoDBDocumentClient;
  tableName: string;
}

type Item = Record<string, unknown>;

export function createDynamoDBRunStore(options: DynamoDBRunStoreOptions): RunStore {
  const { client, tableName: TableName } = options;

  const get = async (key: string, item: string, consistency: Consistency) => {
    const Key = { key, item };
    const ConsistentRead = consistency === 'strong';
    const found = await answered(
      'read',
      client.send(new GetCommand({ TableName, Key, ConsistentRead })),
    );
    const read: Item | undefined = found.Item;
    return read;
  };

  const getText = async (key: string, item: string, attribute: string) => {
    const found = await get(key, item, 'strong');
    if (found === undefined) return undefined;
    checkShape(found);
    return String(found[attribute]);
  };

  const read = async (place: Place, consistency: Consistency): Promise<RunRecord | undefined> => {
    const item = await get(place.key, sortKeyOf(place), consistency);
    return item === undefined ? undefined : decodeRecord(item);
  };

  /** DynamoDB hands over the item that refused a write; emulators may not, nor is there one if it is missing. */
  const refusal = async (place: Place, item: Item | undefined): Promise<WriteOutcome> => ({
    applied: false,
    record: item === undefined ? await read(place, 'strong') : decodeRecord(item),
  });

  return {
    read,

    async put(place, record, guard) {
      const Item = { ...encodeRecord(record), key: place.key, item: sortKeyOf(place) };
      const condition = putCondition(guard);
      const written = await unlessRefused(
        client.send(
          new PutCommand({
            TableName,
            Item,
            ConditionExpression: condition.text,
            ExpressionAttributeNames: condition.names,
            ...valuesIfAny(condition.values),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if ('refusedBy' in written) return refusal(place, written.refusedBy);
      return { applied: true, record: decodeRecord(Item) };
    },

    async update(place, change, guard) {
      const condition = updateCondition(guard);
      const update = updateExpression(change);
      const written = await unlessRefused(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { key: place.key, item: sortKeyOf(place) },
            UpdateExpression: update.text,
            ConditionExpression: condition.text,
            ExpressionAttributeNames: { ...update.names, ...condition.names },
            ExpressionAttributeValues: { ...update.values, ...condition.values },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if ('refusedBy' in written) return refusal(place, written.refusedBy);
      return { applied: true, record: decodeRecord(written.answer.Attributes ?? {}) };
    },

    async putResult(result, json, expiresAt) {
      const keys = { key: result.key, item: resultSortKeyOf(result) };
      const Item = { ...keys, v: shapeVersion, json, ttl: ttlOf(expiresAt) };
      await answered('write a result', client.send(new PutCommand({ TableName, Item })));
    },

    readResult: (result) => getText(result.key, resultSortKeyOf(result), 'json'),

    async putUrl(key, url, expiresAt) {
      const Item = { key, item: urlSortKey, v: shapeVersion, url, ttl: ttlOf(expiresAt) };
      await answered('write a URL', client.send(new PutCommand({ TableName, Item })));
    },

    readUrl: (key) => getText(key, urlSortKey, 'url'),
  };
}

async function answered<T>(doing: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw storeFault('table', doing, cause);
  }
}

async function unlessRefused<T>(
  answer: Promise<T>,
): Promise<{ answer: T } | { refusedBy: Item | undefined }> {
  try {
    return { answer: await answer };
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) {
      throw storeFault('table', 'write a record', cause);
    }
    return { refusedBy: cause.Item && plainItem(cause.Item) };
  }
}

/** The document client leaves the item in an error as it came. Ours hold only texts and numbers. */
function plainItem(item: Record<string, AttributeValue>): Item {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)]),
  );
}

/** DynamoDB refuses an empty set of values. */
function valuesIfAny(values: Record<string, string | number>) {
  return Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
}
