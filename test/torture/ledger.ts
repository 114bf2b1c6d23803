import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a task did, as it wrote it into a file of its own. */
export interface Effect {
  effect: 'begun' | 'done';
  taskId: string;
  attempt: number;
  /** Drawn anew by each execution, and part of its result. */
  mark: string;
  n: number;
  pid: number;
  at: number;
}

/** A begin that was answered. */
export interface Answer {
  n: number;
  taskId: string;
  at: number;
}

export function readEffects(ledger: string): Effect[] {
  return readdirSync(ledger).flatMap((file) => readLines<Effect>(join(ledger, file)));
}

export function effectsOf(ledger: string, pid: number): Effect[] {
  return readLines<Effect>(join(ledger, `${pid}.jsonl`));
}

/** A line that was cut off by a kill is none: what it would have said was not answered or returned. */
export function readLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line): T => JSON.parse(line));
}
