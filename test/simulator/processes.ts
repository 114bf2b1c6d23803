import type { Clock } from '../../core/ports.ts';
import type { Kernel } from './kernel.ts';

/** A process of the system: an API instance, a worker, a script that begins. It may die or stand still at any await. */
export interface Process {
  readonly name: string;
  /** How far its wall clock is ahead. */
  readonly skewMs: number;
  alive: boolean;
  /** Tells who waits for its answer that it has died. */
  readonly onDeath: () => void;
  /** It stands still until then: stopped, starved or frozen. */
  pausedUntil: number;
}

/** The date on which every schedule begins. */
export const epoch = Date.parse('2030-01-01T00:00:00.000Z');

export function createProcess(name: string, skewMs: number, onDeath = () => {}): Process {
  return { name, skewMs, alive: true, onDeath, pausedUntil: 0 };
}

/** Ends a process at once, wherever it is. */
export function kill(process: Process): void {
  if (!process.alive) return;
  process.alive = false;
  process.onDeath();
}

/** Hands something to a process: never, once it is dead; later, while it stands still. */
export function deliver(kernel: Kernel, process: Process, ms: number, hand: () => void): void {
  kernel.after(ms, () => {
    if (!process.alive) return false;
    const left = process.pausedUntil - kernel.now();
    if (left > 0) {
      deliver(kernel, process, left, hand);
      return false;
    }
    hand();
    return true;
  });
}

/** The clock that a process looks at: its wall clock may be wrong, and its sleep ends when it stands still no more. */
export function clockOf(kernel: Kernel, process: Process): Clock {
  const sleepersUntil = createSleepers();
  return {
    now: () => epoch + kernel.now() + process.skewMs,
    monotonic: kernel.now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const sleepers = signal && sleepersUntil(signal);
        sleepers?.add(resolve);
        deliver(kernel, process, Math.max(0, ms), () => {
          sleepers?.delete(resolve);
          resolve();
        });
      }),
  };
}

type Sleepers = Set<() => void>;

/**
 * Who is to be woken when a signal aborts: one listener for all, as an attempt sleeps a hundred times under one. Of
 * each process its own, which goes with it: what one map for all held weakly, the young collector would keep.
 */
function createSleepers(): (signal: AbortSignal) => Sleepers {
  const sleepersOf = new Map<AbortSignal, Sleepers>();
  return (signal) => {
    const known = sleepersOf.get(signal);
    if (known !== undefined) return known;
    const sleepers: Sleepers = new Set();
    sleepersOf.set(signal, sleepers);
    const wake = () => {
      sleepersOf.delete(signal);
      for (const resolve of sleepers) resolve();
    };
    signal.addEventListener('abort', wake, { once: true });
    return sleepers;
  };
}
