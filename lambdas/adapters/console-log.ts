import type { Log } from '../../core/ports.ts';

/**
 * A log of one JSON line each on standard output: level, event, the log's own fields, the line's. It never
 * throws: what JSON cannot hold is written as text.
 */
export function createLog(own: Record<string, unknown> = {}): Log {
  const write = (level: 'info' | 'error', event: string, fields: Record<string, unknown> = {}) => {
    // Written directly: Lambda puts a prefix before what console.log writes, or wraps it in JSON of its own.
    process.stdout.write(`${lineOf({ level, event }, { ...own, ...fields })}\n`);
  };
  return {
    info: (event, fields) => write('info', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}

function lineOf(head: { level: string; event: string }, fields: Record<string, unknown>): string {
  const printable = Object.entries(fields).map(([name, value]) => [name, printableOf(value)]);
  // The head twice: first in order, and last in force.
  return JSON.stringify({ ...head, ...Object.fromEntries(printable), ...head });
}

/** The value, if JSON can hold it, else text that says what it was. */
function printableOf(value: unknown): unknown {
  try {
    const json = JSON.stringify(value, render) as string | undefined; // for a function or a symbol
    return json === undefined ? textOf(value) : JSON.parse(json);
  } catch {
    return textOf(value);
  }
}

function render(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, cause };
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `an unprintable ${typeof value}`;
  }
}
