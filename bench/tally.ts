import type { CpuTimes } from './cpu-time.ts';
import { joined, perSecond, type Timing } from './lanes.ts';
import type { MeasuredStack } from './measured-stack.ts';

/** What the rounds of one kind came to. */
export interface Tally {
  add(round: () => Promise<Timing>): Promise<void>;
  timing(): Timing;
  /** Runs per second, by round. */
  rates(): number[];
  cpu(): CpuTimes;
  /** Milliseconds of processor time of all processes. */
  cpuPerRun(): number;
  /** So many cores were busy with it, all the time. */
  cores(): number;
}

export function createTally(stack: MeasuredStack): Tally {
  const timings: Timing[] = [];
  const spent: CpuTimes = { caller: 0, stack: 0, API: 0, worker: 0 };
  const all = () => spent.caller + spent.stack + spent.API + spent.worker;
  return {
    async add(round) {
      const before = stack.cpuTimes();
      timings.push(await round());
      const after = stack.cpuTimes();
      spent.caller += after.caller - before.caller;
      spent.stack += after.stack - before.stack;
      spent.API += after.API - before.API;
      spent.worker += after.worker - before.worker;
    },
    timing: () => joined(timings),
    rates: () => timings.map(perSecond),
    cpu: () => spent,
    cpuPerRun: () => all() / joined(timings).jobMs.length,
    cores: () => all() / joined(timings).elapsedMs,
  };
}
