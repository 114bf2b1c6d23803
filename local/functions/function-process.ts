import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FunctionShape } from '../template/shape.ts';
import { isFunctionMessage, type FunctionOutcome, type Invocation } from './messages.ts';

/** Where a function's lines go: nowhere, to an open file, or to somebody who shows them. */
export type FunctionOutput = 'ignore' | number | ((line: string) => void);

export interface FunctionProcess {
  /** One event at a time. Never rejects. */
  invoke(requestId: string, event: string): Promise<FunctionOutcome>;
  readonly isAlive: boolean;
  /** Resolves when it has ended, however that came about. */
  readonly ended: Promise<void>;
  /** Lets an idle process end by itself. */
  retire(): void;
  kill(): void;
}

/** Lambda's own limit for what a module does when it is loaded. */
const initSeconds = 10;

/** Beside this module, as a source or built as this one is. */
const runtime = join(import.meta.dirname, `runtime${extname(import.meta.filename)}`);

/** A process of one function, of which the handler is being loaded. */
export function startFunctionProcess(
  shape: FunctionShape,
  { environment, output }: { environment: Record<string, string>; output: FunctionOutput },
): FunctionProcess {
  const stream = typeof output === 'function' ? 'pipe' : output;
  const child = fork(runtime, {
    cwd: shape.directory,
    env: { ...environment, LOCAL_FUNCTION_ARN: shape.arn },
    execArgv: [`--max-old-space-size=${Math.floor(shape.memoryMegabytes * 0.9)}`],
    stdio: ['ignore', stream, stream, 'ipc'],
    detached: true, // a group of its own: Ctrl-C at a terminal is for the stack, which ends it
  });
  if (typeof output === 'function') {
    for (const input of [child.stdout, child.stderr]) {
      if (input !== null) createInterface({ input }).on('line', output);
    }
  }
  const loaded = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let answer: ((outcome: FunctionOutcome) => void) | undefined;
  let end: FunctionOutcome | undefined;
  let killedFor: string | undefined;

  function onEnd(how: string): void {
    end ??= failed(killedFor === undefined ? 'Runtime.ExitError' : 'Sandbox.Timedout', how);
    loaded.resolve();
    answer?.(end);
    ended.resolve();
  }

  child.on('message', (message) => {
    if (!isFunctionMessage(message)) return;
    if (message.kind === 'ready') loaded.resolve();
    else answer?.(message.outcome);
  });
  child.on('error', (error) => onEnd(error.message));
  child.on('exit', (code, signal) =>
    onEnd(killedFor ?? `It ended with ${signal ?? `code ${code}`}`),
  );

  /** Ends the process where the work is not done by then. */
  async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      killedFor = `${what} after ${seconds.toFixed(2)} seconds`;
      child.kill('SIGKILL');
    }, seconds * 1000);
    return work.finally(() => clearTimeout(timer));
  }

  return {
    async invoke(requestId, event) {
      await within(initSeconds, 'Init timed out', loaded.promise);
      if (end !== undefined) return end;
      const { promise, resolve } = Promise.withResolvers<FunctionOutcome>();
      answer = resolve;
      const deadline = Date.now() + shape.timeoutSeconds * 1000;
      send(child, { requestId, event, deadline });
      return within(shape.timeoutSeconds, 'Task timed out', promise);
    },
    get isAlive() {
      return end === undefined;
    },
    ended: ended.promise,
    retire: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** A process that cannot be told anything any more is one that is ending: its exit is the answer. */
function send(child: ChildProcess, invocation: Invocation): void {
  child.send(invocation, () => undefined);
}

function failed(type: string, message: string): FunctionOutcome {
  return { ok: false, error: { type, message } };
}
