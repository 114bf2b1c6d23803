import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionShape } from '../template/shape.ts';
import { functionEnvironment, type FunctionPlace } from './environment.ts';
import { createFunctionPool } from './function-pool.ts';
import { startFunctionProcess, type FunctionOutput } from './function-process.ts';
import type { FunctionOutcome } from './messages.ts';

export interface Functions {
  /** Takes an event as JSON text. Rejects where the signal aborts while it waits for its turn. */
  invoke(functionArn: string, event: string, signal?: AbortSignal): Promise<FunctionOutcome>;
  close(): Promise<void>;
}

export interface FunctionsOptions extends FunctionPlace {
  /** A folder for a log of each function; somebody who shows their lines; or nowhere. */
  output: string | ((line: string) => void) | undefined;
  /** Takes a sentence about each event that failed. */
  report: (line: string) => void;
  /** Processes of each function, and so the events that it works on at once. */
  limit: number;
}

/** Long enough for somebody who polls; what is idle gives its memory back. */
const idleMs = 20_000;

export function startFunctions(
  shapes: readonly FunctionShape[],
  options: FunctionsOptions,
): Functions {
  const { output, report, limit } = options;
  const logs: number[] = [];
  let closing = false;
  if (typeof output === 'string') mkdirSync(output, { recursive: true });

  function outputOf(name: string): FunctionOutput {
    if (output === undefined) return 'ignore';
    if (typeof output === 'function') return (line: string) => output(`[${name}] ${line}`);
    const log = openSync(join(output, `${name}.log`), 'w');
    logs.push(log);
    return log;
  }

  const functions = new Map(
    shapes.map((shape) => {
      const environment = functionEnvironment(shape, options);
      const settings = { environment, output: outputOf(shape.name) };
      const start = () => startFunctionProcess(shape, settings);
      const pool = createFunctionPool({ start, limit, idleMs });
      return [shape.arn, { name: shape.name, pool }];
    }),
  );

  return {
    async invoke(functionArn, event, signal) {
      const found = functions.get(functionArn);
      if (found === undefined) throw new Error(`There is no function ${functionArn}`);
      const outcome = await found.pool.invoke(event, signal);
      if (!outcome.ok && !closing) {
        report(`${found.name} failed: ${outcome.error.type}: ${outcome.error.message}`);
      }
      return outcome;
    },
    async close() {
      closing = true;
      await Promise.all([...functions.values()].map(({ pool }) => pool.close()));
      for (const log of logs) closeSync(log);
    },
  };
}
