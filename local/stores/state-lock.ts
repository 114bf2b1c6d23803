import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { stateFault } from './state-fault.ts';

/** What SQLite says of a file that another process has locked: https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/**
 * Keeps other stacks away from a folder, and returns what lets go of it. SQLite's lock is the operating
 * system's: a stack that is killed leaves none. Throws an `Error` with a sentence for people.
 */
export function lockState(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const lock = new DatabaseSync(join(directory, 'lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw stateFault(directory, 'its lock is damaged', cause);
    const advice = 'stop that one, or keep nothing by --memory';
    throw new Error(`Another stack keeps its state in ${directory}: ${advice}`, { cause });
  }
  return () => lock.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === busy;
}
