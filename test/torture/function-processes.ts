import { readdirSync, readFileSync } from 'node:fs';

/** The processes of a function, by a part of its name. Read from `/proc`, and so on Linux alone. */
export function functionProcesses(stackPid: number, name: 'Api' | 'Worker'): number[] {
  return childrenOf(stackPid).filter((pid) => functionName(pid).includes(name));
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
      const list = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8');
      return list.split(' ').filter(Boolean).map(Number);
    });
  } catch {
    return []; // it ends meanwhile
  }
}

function functionName(pid: number): string {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    return /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/.exec(environment)?.[1] ?? '';
  } catch {
    return '';
  }
}
