import { setTimeout as pause } from 'node:timers/promises';
import { createSlots } from '../../local/slots.ts';
import { functionProcesses } from './function-processes.ts';
import { effectsOf } from './ledger.ts';
import type { Fault } from './plan.ts';
import type { Random } from './random.ts';
import type { SettleTrap } from './settle-trap.ts';

export interface FaultsOptions {
  random: Random;
  /** Of the stack. */
  pid: () => number;
  restart: () => Promise<void>;
  killDirect: () => void;
  trap: SettleTrap;
  ledger: string;
  stoppedAtOnce: number;
}

/** Does to the system what the plan says. */
export function createFaults(options: FaultsOptions) {
  const { random, pid, ledger, trap } = options;
  const slots = createSlots(options.stoppedAtOnce);
  const stopped = new Set<number>();
  const underway = new Set<Promise<void>>();
  const done: Record<string, number> = {};
  let restarting: Promise<void> = Promise.resolve();

  const count = (what: string) => (done[what] = (done[what] ?? 0) + 1);
  const living = (name: 'Api' | 'Worker') =>
    functionProcesses(pid(), name).filter((each) => !stopped.has(each));
  const isAtWork = (each: number) => effectsOf(ledger, each).at(-1)?.effect === 'begun';

  async function one(choices: () => number[]): Promise<number> {
    for (;;) {
      const chosen = random.of(choices());
      if (chosen !== undefined) return chosen;
      await pause(5);
    }
  }

  async function kill(what: string, name: 'Api' | 'Worker'): Promise<void> {
    await restarting;
    while (!signal(await one(() => living(name)), 'SIGKILL'));
    count(what);
  }

  async function stop(fault: Extract<Fault, { kind: 'stop' }>): Promise<void> {
    const settling = fault.at === 'its settle' ? await trap.next() : undefined;
    const chosen = settling?.pid ?? (await one(() => living('Worker').filter(isAtWork)));
    stopped.add(chosen);
    const isStopped = signal(chosen, 'SIGSTOP');
    await Promise.all([pause(isStopped ? fault.forMs : 0), settling?.untilTakenUp(fault.forMs)]);
    signal(chosen, 'SIGCONT');
    stopped.delete(chosen);
    if (isStopped) count(settling === undefined ? 'stops' : 'stops at settle');
  }

  function follow(fault: Promise<void>): void {
    const ended = fault.finally(() => underway.delete(ended));
    underway.add(ended);
  }

  return {
    done,
    /** Returns when it is done, or when a process is stopped. */
    async cause(fault: Fault): Promise<void> {
      switch (fault.kind) {
        case 'worker':
          return kill('workers', 'Worker');
        case 'API':
          return kill('API processes', 'Api');
        case 'direct begins':
          options.killDirect();
          count('direct-begin processes');
          return;
        case 'stores':
          restarting = options.restart();
          await restarting;
          count('stores, with the whole stack');
          return;
        case 'stop':
          await slots.take();
          return follow(stop(fault).finally(() => slots.give()));
      }
    },
    async allOver(): Promise<void> {
      await Promise.all(underway);
    },
    /** So that nothing stays behind. */
    endStopped(): void {
      for (const each of stopped) signal(each, 'SIGKILL');
    },
  };
}

/** Whether there was such a process. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
