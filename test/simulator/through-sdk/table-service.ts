import * as z from 'zod';
import type { Place, ResultName } from '../../../core/ports.ts';
import { decodeRecord, resultSortKeyOf, sortKeyOf, urlSortKey } from '../../../core/record-item.ts';
import { millis, type RunRecord } from '../../../core/run.ts';
import { createItemHistory } from '../item-history.ts';
import type { Table, TablePorts } from '../table.ts';
import { applied, operationOf, type Item } from './dynalite-engine.ts';
import type { Service } from './transport.ts';

/** An item, and the record that it is, where it is one. */
interface Stored {
  item: Item;
  record: RunRecord | undefined;
}

const keys = z.object({ key: z.object({ S: z.string() }), item: z.object({ S: z.string() }) });
const addressed = z.object({ Key: keys.optional(), Item: keys.optional() });

/** The simulated table behind the API of DynamoDB: what comes over the wire is all that it knows of a call. */
export function createTableService(
  ports: Pick<TablePorts, 'kernel' | 'choices' | 'faults' | 'onWrite' | 'onRefusal'>,
): { service: Service } & Omit<Table, 'storeOf'> {
  const { onWrite, onRefusal } = ports;
  const items = createItemHistory<Stored>(ports, ({ record }) => {
    const expiresAt = record?.expiresAt ?? null;
    return expiresAt === null ? null : millis(expiresAt);
  });
  let refused = 0;

  const service: Service = {
    throttlings: [
      'ThrottlingException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
    ],
    tell,
    act(by, operation, input) {
      const address = addressOf(input);
      const id = idOf(address);
      const isRead = operation === 'GetItem';
      const before = isRead ? items.read(id, input['ConsistentRead'] !== true) : items.current(id);
      const { status, body, after } = applied(operationOf(operation), input, before?.item);
      if (isRead) return { status, body };
      const place = placeOf(address);
      if (status !== 200) {
        refused += 1;
        if (place !== undefined) onRefusal(by, place, before?.record);
      } else if (after !== undefined) {
        const record = place === undefined ? undefined : decodeRecord(plain(after));
        items.set(id, { item: after, record });
        if (place !== undefined && record !== undefined) {
          onWrite({
            by,
            place,
            whole: operation === 'PutItem',
            before: before?.record,
            after: record,
          });
        }
      }
      return { status, body };
    },
  };

  return {
    service,
    look: (place) => items.latest(idOf({ key: place.key, item: sortKeyOf(place) }))?.record,
    result: (name) => items.latest(idOf(resultAddress(name)))?.item['json']?.S,
    refusals: () => refused,
  };
}

function tell(operation: string, input: Record<string, unknown>): string {
  const { key, item } = addressOf(input);
  const consistency = input['ConsistentRead'] === true ? ' (strong)' : ' (eventual)';
  return `${operation} ${item} of ${key.slice(0, 6)}${operation === 'GetItem' ? consistency : ''}`;
}

interface Address {
  key: string;
  item: string;
}

function addressOf(input: Record<string, unknown>): Address {
  const { Key, Item } = addressed.parse(input);
  const { key, item } = keys.parse(Key ?? Item);
  return { key: key.S, item: item.S };
}

function resultAddress(name: ResultName): Address {
  return { key: name.key, item: resultSortKeyOf(name) };
}

function idOf({ key, item }: Address): string {
  return `${key} ${item}`;
}

/** Where the item is a record: neither a result nor a URL. */
function placeOf({ key, item }: Address): Place | undefined {
  if (item === '@') return { key, item: 'head' };
  if (item === urlSortKey || item.endsWith('#result')) return undefined;
  return { key, item: 'run', run: item };
}

function plain(item: Item): Record<string, string | number | undefined> {
  return Object.fromEntries(
    Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)]),
  );
}
