import type { Clock } from '../../core/ports.ts';
import type { Kernel } from './kernel.ts';

/** A process of the system: an API instance, a worker, a script that begins. It may die or stand still at any await. */
export interface Process {
  readonly name: string;
  /** How far its wall clock is ahead, at the moment, and has been at most. */
  skewMs: number;
  mostSkewMs: number;
  /** Whether its monotonic clock goes on while it stands still: one of a machine that was halted does not. */
  readonly countsPauses: boolean;
  alive: boolean;
  /** Tells who waits for its answer that it has died. */
  readonly onDeath: () => void;
  /** It stands still until then: stopped, starved or frozen. */
  pausedUntil: number;
  /** Since when it does, or did the last time, and for how long it had before. */
  pausedFrom: number;
  pausedBeforeMs: number;
}

/** The date on which every schedule begins. */
export const epoch = Date.parse('2030-01-01T00:00:00.000Z');

export function createProcess(
  name: string,
  clock: Pick<Process, 'skewMs' | 'countsPauses'>,
  onDeath = () => {},
): Process {
  const paused = { pausedUntil: 0, pausedFrom: 0, pausedBeforeMs: 0 };
  return { name, ...clock, mostSkewMs: clock.skewMs, alive: true, onDeath, ...paused };
}

/** Sets its wall clock, so far ahead of the time. */
export function setClock(process: Process, skewMs: number): void {
  process.skewMs = skewMs;
  process.mostSkewMs = Math.max(process.mostSkewMs, skewMs);
}

/** Lets a process stand still from now on. */
export function pause(process: Process, nowMs: number, untilMs: number): void {
  if (untilMs <= process.pausedUntil) return;
  if (process.pausedUntil <= nowMs) {
    process.pausedBeforeMs += process.pausedUntil - process.pausedFrom;
    process.pausedFrom = nowMs;
  }
  process.pausedUntil = untilMs;
}

function stoodStillMs(process: Process, nowMs: number): number {
  const { pausedUntil, pausedFrom, pausedBeforeMs } = process;
  return pausedBeforeMs + Math.min(nowMs, pausedUntil) - pausedFrom;
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
  const monotonic = () => {
    const now = kernel.now();
    return process.countsPauses ? now : now - stoodStillMs(process, now);
  };
  const wakeAt = (until: number, wake: () => void): void =>
    deliver(kernel, process, Math.max(0, until - monotonic()), () =>
      monotonic() < until ? wakeAt(until, wake) : wake(),
    );
  return {
    now: () => epoch + kernel.now() + process.skewMs,
    monotonic,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const sleepers = signal && sleepersUntil(signal);
        sleepers?.add(resolve);
        // Whole milliseconds, as a timer has them: what is left of a fraction would never be over.
        wakeAt(monotonic() + Math.ceil(ms), () => {
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
