import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { stateFault } from './state-fault.ts';

/** Grows whenever what an older program has kept would be misread. */
const stateVersion = 1;

const recordSchema = z.strictObject({
  v: z.literal(stateVersion),
  /** What was made in the stores; null until all of it is there. */
  holds: z
    .strictObject({
      tables: z.array(
        z.strictObject({ name: z.string(), definition: z.record(z.string(), z.unknown()) }),
      ),
      queues: z.array(z.string()),
    })
    .nullable(),
  /** A hash of each file, by its path, as the stores left it when they were closed; null while they are open. */
  seal: z.record(z.string(), z.string()).nullable(),
});

/** What a folder of state says of itself, in its `state.json`. */
export type StateRecord = z.infer<typeof recordSchema>;

export const emptyRecord: StateRecord = { v: stateVersion, holds: null, seal: null };

const recordFile = 'state.json';
const unfinishedFile = 'state.json.new';
/** What may lie in a folder before its record does. */
const early = ['lock', 'lock-journal', unfinishedFile];

/** Undefined for a folder with nothing in it. Throws an `Error` with a sentence for people. */
export function readRecord(directory: string): StateRecord | undefined {
  const files = readdirSync(directory).filter((name) => !early.includes(name));
  if (files.length === 0) return undefined;
  if (!files.includes(recordFile)) throw stateFault(directory, `it has no ${recordFile}`);
  const given = parse(directory, readFileSync(join(directory, recordFile), 'utf8'));
  const version = z.object({ v: z.unknown() }).safeParse(given).data?.v;
  if (version !== undefined && version !== stateVersion) {
    const known = `${JSON.stringify(version)}, and known is ${stateVersion}`;
    throw stateFault(directory, `it is of version ${known}`);
  }
  const parsed = recordSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw stateFault(directory, `its ${recordFile} is damaged`, parsed.error);
}

/** All of it or nothing, whenever this program is killed. */
export function writeRecord(directory: string, record: StateRecord): void {
  const unfinished = join(directory, unfinishedFile);
  writeFileSync(unfinished, `${JSON.stringify(record, null, 2)}\n`, { flush: true });
  renameSync(unfinished, join(directory, recordFile));
}

function parse(directory: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw stateFault(directory, `its ${recordFile} is damaged`, cause);
  }
}
