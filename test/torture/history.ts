import type { Call } from './relay.ts';
import { numberAt, textAt, type Wire } from './wire.ts';

/** One write to a record of the table, as it went over the wire. */
export interface Write {
  key: string;
  run: string;
  /** When it was answered. */
  at: number;
  /** `found`: its answer was lost with the store, and this is what stood there then. */
  verdict: 'applied' | 'refused' | 'found';
  /** Whether it claims, settles, and so on, by what it sets. */
  kind: 'begin' | 'copy' | 'claim' | 'beat' | 'end' | 'retry' | 'other';
  /** The fence that its condition names; null where it names none. */
  held: number | null;
  /** What stands there now; null where it was refused. */
  after: After | null;
}

export interface After {
  status: string;
  version: number;
  fence: number;
  attempt: number;
}

/** A run's name, and all that was written of it, in the order of its answers. */
export interface RunHistory {
  key: string;
  run: string;
  writes: Write[];
  /** When its message was handed to a worker. */
  receives: number[];
  /** Of what was written last. */
  latest: After | undefined;
  /** Writes by whoever had lost the fence. */
  zombies: Write[];
}

const ends = ['SUCCESS', 'FAILURE', 'REVOKED'];
export const isEnd = (status: string | undefined) => ends.includes(status ?? '');

/** What was written to the table, by run. */
export function createHistory(onWrite: (write: Write, history: RunHistory) => void) {
  const runs = new Map<string, RunHistory>();

  function historyOf(key: string, run: string): RunHistory {
    const name = `${key}.${run}`;
    const found = runs.get(name);
    if (found !== undefined) return found;
    const made = { key, run, writes: [], receives: [], latest: undefined, zombies: [] };
    runs.set(name, made);
    return made;
  }

  function add(write: Write): void {
    const history = historyOf(write.key, write.run);
    history.writes.push(write);
    if (write.verdict === 'refused' && write.held !== null) {
      const { latest } = history;
      if (latest !== undefined && write.held < latest.fence) history.zombies.push(write);
    }
    const newer = (write.after?.version ?? 0) > (history.latest?.version ?? 0);
    if (write.after !== null && newer) history.latest = write.after;
    onWrite(write, history);
  }

  return {
    runs,
    ofRun: historyOf,
    add,
    received: (key: string, run: string) => historyOf(key, run).receives.push(Date.now()),
  };
}

export type History = ReturnType<typeof createHistory>;

/** The writes to a run's record that were done, in the order in which they were. */
export function doneWrites({
  writes,
}: RunHistory): (Write & { after: NonNullable<Write['after']> })[] {
  return writes
    .filter((write) => write.verdict !== 'refused' && write.kind !== 'copy')
    .flatMap((write) => (write.after === null ? [] : [{ ...write, after: write.after }]))
    .sort((a, b) => a.after.version - b.after.version);
}

/** The write that a call is; undefined where it writes no record. */
export function writeOf({ action, input }: Call, status: number, output: Wire): Write | undefined {
  const put = action === 'PutItem';
  const item = input[put ? 'Item' : 'Key'];
  const values = input['ExpressionAttributeValues'];
  const [key, run] = [textAt(item, 'key'), put ? textAt(item, 'run') : textAt(values, ':run')];
  if ((!put && action !== 'UpdateItem') || key === undefined || run === undefined) return undefined;
  const applied = status === 200;
  // Of what failed otherwise than by its condition, nothing was written and nothing is known.
  if (!applied && !String(output['__type']).includes('ConditionalCheckFailed')) return undefined;
  return {
    key,
    run,
    at: Date.now(),
    verdict: applied ? 'applied' : 'refused',
    kind: put ? (textAt(item, 'item') === '@' ? 'begin' : 'copy') : kindOf(values),
    held: numberAt(values, ':fence') ?? null,
    after: applied ? afterOf(put ? item : output['Attributes']) : null,
  };
}

export function afterOf(item: unknown): After {
  return {
    status: textAt(item, 'status') ?? '',
    version: numberAt(item, 'version') ?? 0,
    fence: numberAt(item, 'fence') ?? 0,
    attempt: numberAt(item, 'attempt') ?? 0,
  };
}

function kindOf(values: unknown): Write['kind'] {
  const status = textAt(values, ':new_status');
  if (status === 'STARTED') return 'claim';
  if (status === 'RETRY') return 'retry';
  if (isEnd(status)) return 'end';
  return textAt(values, ':new_claimableAt') === undefined ? 'other' : 'beat';
}
