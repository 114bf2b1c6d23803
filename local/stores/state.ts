import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { StackShape, TableShape } from '../template/shape.ts';
import { readThroughDynalite, readThroughFauxqs } from './read-through.ts';
import { stateFault } from './state-fault.ts';
import { emptyRecord, readRecord, writeRecord, type StateRecord } from './state-record.ts';
import { brokenSeal, sealOf } from './state-seal.ts';

/** A folder that keeps the stores of a stack, for whoever has its lock. */
export interface State {
  /** Where each store keeps what is its own. */
  dynamodb: string;
  sqs: string;
  /** Throws an `Error` with a sentence for people where the template has no place for what is kept. */
  check(shape: Shape): void;
  /** To be called once all that the template has is there: from then on it may not be missing. */
  remember(shape: Shape): void;
  /** To be called when the stores are closed: from then on no file may change. */
  seal(): void;
}

type Shape = Pick<StackShape, 'tables' | 'queues'>;
type Holds = NonNullable<StateRecord['holds']>;

const parts = ['dynamodb', 'sqs'];

/**
 * Reads all that a folder keeps, so that what is damaged is told of before anybody builds on it. Throws an
 * `Error` with a sentence for people, and leaves what is kept as it is.
 */
export async function openState(directory: string): Promise<State> {
  let record = readRecord(directory) ?? emptyRecord;
  const [dynamodb, sqs] = [join(directory, 'dynamodb'), join(directory, 'sqs')];
  if (record.seal !== null) {
    const broken = brokenSeal(record.seal, sealOf(directory, parts));
    if (broken !== undefined) throw stateFault(directory, broken);
  }
  if (record.holds !== null) {
    const { tables, queues } = record.holds;
    const names = tables.map(({ name }) => name);
    await checkPart(directory, 'table', names, () => readThroughDynalite(dynamodb));
    await checkPart(directory, 'queue', queues, async () => readThroughFauxqs(sqs));
  }
  const write = (change: Partial<StateRecord>) => {
    record = { ...record, ...change };
    writeRecord(directory, record);
  };
  write({ seal: null });

  return {
    dynamodb,
    sqs,
    check(shape) {
      const why = record.holds === null ? undefined : misfit(record.holds, shape);
      if (why !== undefined) throw stateFault(directory, why);
    },
    remember({ tables, queues }) {
      write({ holds: { tables, queues: queues.map(({ name }) => name) } });
    },
    seal: () => write({ seal: sealOf(directory, parts) }),
  };
}

async function checkPart(
  directory: string,
  what: 'table' | 'queue',
  names: readonly string[],
  read: () => Promise<string[]>,
): Promise<void> {
  const found = await read().catch((error: unknown) => {
    throw stateFault(directory, `its ${what}s cannot be read (${reasonOf(error)})`, error);
  });
  const missing = names.find((name) => !found.includes(name));
  if (missing !== undefined) throw stateFault(directory, `its ${what} ${missing} is missing`);
}

/** LevelDB's own words are in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

/** What the template can no longer do with what is kept, as the end of a sentence. */
function misfit({ tables, queues }: Holds, shape: Shape): string | undefined {
  for (const kept of tables) {
    const wanted = shape.tables.find(({ name }) => name === kept.name);
    if (wanted === undefined) return `the template no longer has its table ${kept.name}`;
    if (!isDeepStrictEqual(keysOf(kept), keysOf(wanted))) {
      return `the template gives its table ${kept.name} other keys`;
    }
  }
  const gone = queues.find((kept) => shape.queues.every(({ name }) => name !== kept));
  return gone === undefined ? undefined : `the template no longer has its queue ${gone}`;
}

/** What a table is stored by. Of throughput and billing dynalite takes no notice. */
function keysOf({ definition }: TableShape): unknown[] {
  return [
    definition['KeySchema'],
    definition['AttributeDefinitions'],
    definition['GlobalSecondaryIndexes'],
  ];
}
