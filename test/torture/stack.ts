import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Endpoints } from '../../local/embedded.ts';

export interface StackOptions {
  app: string;
  state: string;
  port: number;
  processes: number;
  functionOutput: string;
}

export interface StackPlace {
  url: string;
  tableName: string;
  queueUrl: string;
}

export type StackReport =
  | { kind: 'stores'; stores: Endpoints }
  | { kind: 'ready'; place: StackPlace }
  | { kind: 'fault'; line: string };

export interface Stack {
  pid: number;
  place: StackPlace;
  /** With all that is in it: stores, gateway, pollers; its functions' processes end by themselves. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts the stack in a process of its own; `onStores` says where its stores are before anybody calls them. */
export async function startStack(
  options: StackOptions,
  relays: Endpoints,
  onStores: (stores: Endpoints) => Promise<void>,
): Promise<Stack> {
  const program = join(import.meta.dirname, 'stack-process.ts');
  const child = fork(program, [JSON.stringify(options)], { stdio: 'inherit', detached: true });
  const exited = once(child, 'exit').then(() => undefined);
  const ready = Promise.withResolvers<StackPlace>();
  void exited.then(() => ready.reject(new Error('The stack ended before it was ready')));
  child.on('message', (report: StackReport) => {
    if (report.kind === 'ready') ready.resolve(report.place);
    if (report.kind === 'stores') {
      void onStores(report.stores).then(() => child.send(relays), ready.reject);
    }
  });
  const place = await ready.promise;
  return {
    pid: pidOf(child),
    place,
    async end(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The stack has no process');
  return pid;
}
