import { setTimeout as sleep } from 'node:timers/promises';
import type { Monitor } from '../../core/monitor.ts';
import type { Progress } from '../../core/run.ts';
import { isRecord } from '../is-record.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Throws an `Error` with what the API said where it refuses. */
export async function ask(url: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { signal });
  const { status, headers, ok } = response;
  const text = await response.text();
  if (!ok) throw new Error(`${url} was answered ${status}: ${detailOf(text)}`);
  return { status, headers, text };
}

/** Looks at a run as often as the API asks for, until it has ended. */
export async function follow(
  url: string,
  onProgress: (progress: Progress | null) => void,
  signal: AbortSignal,
): Promise<Monitor> {
  for (;;) {
    const { text, headers } = await ask(url, signal);
    const monitor = JSON.parse(text) as Monitor; // what this route answers
    if (monitor.finishedAt !== null) return monitor;
    onProgress(monitor.progress);
    await sleep(Number(headers.get('retry-after') ?? 1) * 1000, undefined, { signal });
  }
}

function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    return isRecord(problem) && typeof problem['detail'] === 'string' ? problem['detail'] : text;
  } catch {
    return text;
  }
}
