import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cpuTimes, type CpuTimes } from './cpu-time.ts';
import type { StackOrder, StackPlace, StackReport } from './stack-place.ts';

export interface MeasuredStack {
  place: StackPlace;
  cpuTimes(): CpuTimes;
  /** What the stack's own process does meanwhile, by part. */
  sharesDuring(work: () => Promise<unknown>): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** Starts the embedded stack in a process of its own, so that its caller's work is not taken for its own. */
export async function startMeasuredStack(): Promise<MeasuredStack> {
  const child = fork(join(import.meta.dirname, 'stack-process.ts'));
  const exited = once(child, 'exit');
  const next = async (): Promise<StackReport> => {
    const [report] = (await Promise.race([once(child, 'message'), exited])) as unknown[];
    if (typeof report === 'object') return report as StackReport; // stack-process.ts sends nothing else
    throw new Error('The stack ended');
  };
  const order = (what: StackOrder) => child.send(what);
  const ready = await next();
  if (ready.kind !== 'ready' || child.pid === undefined) throw new Error('The stack is not ready');
  const { pid } = child;

  return {
    place: ready.place,
    cpuTimes: () => cpuTimes(pid),
    async sharesDuring(work) {
      order('profile');
      await work();
      const report = next();
      order('shares');
      const told = await report;
      return told.kind === 'shares' ? told.shares : {};
    },
    async close() {
      child.disconnect();
      await exited;
    },
  };
}
