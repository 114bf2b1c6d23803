import * as z from 'zod';
import { UnknownShape } from './errors.ts';
import type { Change } from './guard.ts';
import type { Place, ResultName } from './ports.ts';
import { millis, statuses, type RunRecord } from './run.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** The shape of the items that this code writes, and the only one that it reads. */
export const shapeVersion = 1;

/**
 * An item of the table: flat, attributes named as the fields of `RunRecord`. Null fields are left out;
 * progress, error and good are JSON text, never native maps.
 */
export type RecordItem = Record<string, string | number>;

/** The sort key of a record: `@` for the head, else its run. */
export function sortKeyOf(place: Place): string {
  return place.item === 'head' ? '@' : place.run;
}

/** The sort key of a result that has an item of its own. */
export function resultSortKeyOf({ run, fence }: ResultName): string {
  return `${run}#${fence}#result`;
}

/** The sort key of a polling URL that has an item of its own. */
export const urlSortKey = 'url';

/** The record's item, but for its sort key. */
export function encodeRecord(record: RunRecord): RecordItem {
  return { v: shapeVersion, ...encodeFields(record).set };
}

/** The attributes that a change sets and removes, but for the counters that grow. */
export function encodeChange({ set = {} }: Change): { set: RecordItem; remove: string[] } {
  return encodeFields(set);
}

/** Throws `UnknownShape`. */
export function decodeRecord(item: Readonly<Record<string, unknown>>): RunRecord {
  checkShape(item);
  try {
    return recordSchema.parse(item);
  } catch (cause) {
    throw new UnknownShape(`${nameOf(item)} cannot be read as a run's record`, { cause });
  }
}

/** Throws `UnknownShape`, naming the version, where an item is not of this code's shape. */
export function checkShape(item: Readonly<Record<string, unknown>>): void {
  if (item['v'] === shapeVersion) return;
  const version = JSON.stringify(item['v']) ?? 'none';
  throw new UnknownShape(
    `${nameOf(item)} is of shape version ${version}; known is ${shapeVersion}`,
  );
}

/** When DynamoDB may delete an item: epoch seconds, never early. */
export function ttlOf(expiresAt: string): number {
  return Math.ceil(millis(expiresAt) / 1000);
}

/**
 * The size that DynamoDB bills and limits, in bytes: names and values in UTF-8, keys among them. Of numbers,
 * whose size its page gives approximately, the most that it can be.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: RecordItem): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += utf8Bytes(name) + valueBytes(value);
  return bytes;
}

/** The size of a record's item, counted with the longer of its two sort keys; as `itemBytes`, without the item. */
export function recordBytes(record: RunRecord): number {
  let bytes = itemBytes({ v: shapeVersion, item: record.run });
  if (record.expiresAt !== null) bytes += itemBytes({ ttl: ttlOf(record.expiresAt) });
  for (const name of fieldNames) {
    const stored = storedOf(name, record[name]);
    if (stored !== null) bytes += name.length + valueBytes(stored);
  }
  return bytes;
}

function valueBytes(value: string | number): number {
  return typeof value === 'number' ? numberBytes(value) : utf8Bytes(value);
}

/** Of a whole number: a byte per two significant digits, which may straddle pairs, one more, and one for a sign. */
function numberBytes(value: number): number {
  let significant = Math.abs(value);
  while (significant > 0 && significant % 10 === 0) significant /= 10;
  return Math.floor(String(significant).length / 2) + 2 + (value < 0 ? 1 : 0);
}

function encodeFields(fields: Partial<RunRecord>): { set: RecordItem; remove: string[] } {
  const set: RecordItem = {};
  const remove: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const stored = storedOf(name, value);
    if (stored === null) remove.push(name);
    else set[name] = stored;
  }
  if (fields.expiresAt === null) remove.push('ttl');
  else if (fields.expiresAt !== undefined) set['ttl'] = ttlOf(fields.expiresAt);
  return { set, remove };
}

/** The value of an attribute; null where it is left out. */
function storedOf(name: string, value: RunRecord[keyof RunRecord]): string | number | null {
  if (value === null || isLeftOut(name, value)) return null;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function isLeftOut(name: string, value: unknown): boolean {
  return value === 'none' && (name === 'urlAt' || name === 'resultAt');
}

function nameOf(item: Readonly<Record<string, unknown>>): string {
  return `The item ${JSON.stringify([item['key'], item['item']])}`;
}

const text = z.string().nullable().default(null);
const count = z.int().min(0);

function jsonText<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(schema)
    .nullable()
    .default(null);
}

const recordSchema = z.object({
  key: z.string(),
  run: z.string(),
  task: z.string(),
  digest: z.string(),
  status: z.enum(statuses),
  version: count,
  fence: count,
  attempt: count,
  holder: text,
  claimableAt: text,
  createdAt: z.string(),
  startedAt: text,
  finishedAt: text,
  cancelRequestedAt: text,
  freshUntil: text,
  staleUntil: text,
  staleIfErrorUntil: text,
  expiresAt: text,
  progress: jsonText(
    z.object({ current: z.number(), total: z.number().nullable(), message: z.string().nullable() }),
  ),
  error: jsonText(z.object({ name: z.string(), message: z.string() })),
  url: text,
  urlAt: z.enum(['none', 'record', 'url']).default('none'),
  result: text,
  resultAt: z.enum(['none', 'record', 'result']).default('none'),
  etag: text,
  good: jsonText(
    z.object({
      run: z.string(),
      fence: count,
      at: z.enum(['record', 'result']),
      etag: z.string(),
      finishedAt: z.string(),
      freshUntil: z.string(),
      staleUntil: z.string().nullable(),
      staleIfErrorUntil: z.string().nullable(),
    }),
  ),
});

const fieldNames = recordSchema.keyof().options;
