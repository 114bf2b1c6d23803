import { inspect, types } from 'node:util';
import { PermanentError } from '../../core/errors.ts';
import type { RunError } from '../../core/run.ts';

const mostName = 100;
const mostMessage = 2000;
const mostStack = 8000;

export interface Thrown {
  error: RunError;
  permanent: boolean;
  /** For the log alone. */
  stack: string | null;
}

/** What was thrown, as data; for anything at all, also what throws again when it is looked at. */
export function describeThrown(thrown: unknown): Thrown {
  try {
    if (isError(thrown)) return describeError(thrown);
  } catch {
    // A getter or a trap of the error's own; what can be said of it without them follows.
  }
  return {
    error: { name: 'NonError', message: `The task threw ${show(thrown)}` },
    permanent: false,
    stack: null,
  };
}

/** Any value as a short line of text. Runs none of the value's own code, and never throws. */
export function show(value: unknown): string {
  if (typeof value === 'string') return cut(value, mostMessage);
  try {
    const shown = inspect(value, {
      depth: 1,
      customInspect: false,
      breakLength: Infinity,
      maxArrayLength: 10,
      maxStringLength: 200,
    });
    return cut(shown, mostMessage);
  } catch {
    return `a value of type ${typeof value} that cannot be shown`;
  }
}

/** The text, ended with … where it is longer than that. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

/** Errors of another realm, such as a `vm` context's, are no instances of this one's `Error`. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || types.isNativeError(thrown);
}

function describeError(thrown: Error): Thrown {
  // A task may have put anything there, whatever the type says.
  const { name, message, stack }: Record<'name' | 'message' | 'stack', unknown> = {
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
  };
  return {
    error: {
      name: typeof name === 'string' && name !== '' ? cut(name, mostName) : 'Error',
      message: show(message),
    },
    // By name too: the class is another one where the task's bundle holds its own copy, and where the error
    // came out of a thread.
    permanent: thrown instanceof PermanentError || name === 'PermanentError',
    stack: typeof stack === 'string' ? cut(stack, mostStack) : null,
  };
}
