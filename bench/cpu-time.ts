import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time by part: this process, the stack's own, and those of its functions together. */
export type CpuTimes = Record<'caller' | 'stack' | 'API' | 'worker', number>;

/** Read from `/proc`, and so on Linux alone. */
export function cpuTimes(stackPid: number): CpuTimes {
  const times = { caller: cpuMs(process.pid), stack: cpuMs(stackPid), API: 0, worker: 0 };
  for (const pid of childrenOf(stackPid)) {
    const name = functionName(pid);
    if (name.includes('Api')) times.API += cpuMs(pid);
    if (name.includes('Worker')) times.worker += cpuMs(pid);
  }
  return times;
}

/** https://docs.kernel.org/scheduler/sched-stats.html: the first figure is the time on a processor, in ns. */
function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map((thread) => {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  });
  return ns.reduce((sum, each) => sum + each, 0) / 1e6;
}

function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.split(' ').filter(Boolean).map(Number);
}

function functionName(pid: number): string {
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
  return /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/.exec(environment)?.[1] ?? '';
}
