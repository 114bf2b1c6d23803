import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isRunning, until } from '../../local/until.ts';
import type { PointName } from './points.ts';

export interface StackOptions {
  state: string;
  outdir: string;
  ledger: string;
  point?: PointName | undefined;
}

export type StackLine =
  { kind: 'ready'; url: string; sqs: string; queueUrl: string } | { kind: 'point' };

export interface StackProcess {
  url: string;
  sqs: string;
  queueUrl: string;
  /** Resolves when the point has been reached, and nothing goes on. */
  untilPoint(): Promise<void>;
  stopPolitely(): Promise<void>;
  /** By SIGKILL, and with it all that it has started. */
  killTree(): Promise<void>;
}

const program = join(import.meta.dirname, 'stack.ts');

/** Starts a stack in a process of its own, and its own group. */
export async function startStack(options: StackOptions): Promise<StackProcess> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ready = Promise.withResolvers<Extract<StackLine, { kind: 'ready' }>>();
  let isAtPoint = false;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as StackLine; // written by stack.ts
    if (line.kind === 'ready') ready.resolve(line);
    else isAtPoint = true;
  });
  const ended = once(child, 'exit').then(() => undefined);
  void ended.then(() => ready.reject(new Error('The stack ended before it was ready')));
  const { pid = 0 } = child;

  return {
    ...(await ready.promise),
    async untilPoint() {
      await until(() => isAtPoint || undefined, 60);
    },
    async stopPolitely() {
      child.kill('SIGTERM');
      await ended;
    },
    async killTree() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      for (const each of [pid, ...descendantsOf(pid)]) killIfThere(each);
      await ended;
    },
  };
}

/** The first is the nearest. Each function's process has a group of its own. */
function descendantsOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (isRunning(pid)) throw error;
  }
}
