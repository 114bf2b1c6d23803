import type { RunName } from '../../core/find.ts';
import { digestOf } from '../../core/key.ts';
import { sha256 } from './sha256.ts';

/** What a caller asks of a begin. */
export interface Asked {
  x: number;
  pollingUrl: string | null;
  taskId: RunName | null;
  checkRunning: boolean;
  cacheResults: boolean;
  reuse: boolean;
  idempotencyKey: string | null;
}

/** Which request it is, however often it is sent; null for one that is another each time. */
export function requestOf({ x, pollingUrl, cacheResults, idempotencyKey }: Asked): string | null {
  if (idempotencyKey === null) return null;
  const url = pollingUrl === null || !cacheResults ? 'no URL' : pollingUrl;
  return `${idempotencyKey} at ${url} with ${x}`;
}

/** Of task and arguments. */
export function digestOfAsked({ x }: Pick<Asked, 'x'>): string {
  return digestOf(sha256, 'job', JSON.stringify({ x }));
}

/** Whether it begins a run though another is in flight. */
export function isForced({ checkRunning, taskId }: Asked): boolean {
  return !checkRunning || taskId !== null;
}
