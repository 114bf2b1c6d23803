import { randomUUID } from 'node:crypto';
import { createSlots } from '../slots.ts';
import type { FunctionProcess } from './function-process.ts';
import type { FunctionOutcome } from './messages.ts';

export interface FunctionPool {
  /**
   * Takes an event as JSON text. Never rejects for what the function does. Rejects with the signal's reason where it aborts while the event
   * still waits for a process.
   */
  invoke(event: string, signal?: AbortSignal): Promise<FunctionOutcome>;
  /** Kills what is running. */
  close(): Promise<void>;
}

export interface PoolOptions {
  start: () => FunctionProcess;
  /** How many processes there may be; further events wait. */
  limit: number;
  /** How long a process is kept without an event. */
  idleMs: number;
}

export function createFunctionPool({ start, limit, idleMs }: PoolOptions): FunctionPool {
  const slots = createSlots(limit);
  const all = new Set<FunctionProcess>();
  // The last one used is the next: so the others grow idle, and end.
  const idle = new Map<FunctionProcess, NodeJS.Timeout>();
  const closing = new AbortController();

  function takeProcess(): FunctionProcess {
    const warm = [...idle].at(-1);
    if (warm === undefined) return track(start());
    const [process, timer] = warm;
    clearTimeout(timer);
    idle.delete(process);
    return process;
  }

  function track(process: FunctionProcess): FunctionProcess {
    all.add(process);
    void process.ended.then(() => {
      all.delete(process);
      clearTimeout(idle.get(process));
      idle.delete(process);
    });
    return process;
  }

  function keep(process: FunctionProcess): void {
    if (!process.isAlive) return;
    const timer = setTimeout(() => {
      idle.delete(process);
      process.retire();
    }, idleMs);
    idle.set(process, timer.unref());
  }

  return {
    async invoke(event, signal) {
      const signals = signal === undefined ? [closing.signal] : [closing.signal, signal];
      await slots.take(AbortSignal.any(signals));
      const process = takeProcess();
      try {
        return await process.invoke(randomUUID(), event);
      } finally {
        keep(process);
        slots.give();
      }
    },
    async close() {
      closing.abort(new Error('The stack is being stopped'));
      for (const process of all) process.kill();
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
}
