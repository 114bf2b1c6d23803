import type { RunError } from '../../core/run.ts';

const everyMs = 25;

/** What the main thread, Node itself and a thread's memory outside its heap need of the function's memory. */
const besidesHeapMb = 256;

/**
 * V8's limits of a thread, so that its heap overflows, and ends it alone, before the process does. At the limit Node
 * allows 16 MB more, past which V8 ends the process: a whole young generation promoted at once has to fit, hence a
 * small one. A single larger block, such as the table of a huge Map, does not fit and costs the process.
 */
export function heapLimits(memoryMb: number) {
  return { maxOldGenerationSizeMb: heapLimitMb(memoryMb), maxYoungGenerationSizeMb: 24 };
}

/**
 * Watches for the process coming near the function's memory, past which it would be killed: buffers and typed
 * arrays are outside of the heap, and no limit of V8 stops them. Returns what ends the watch.
 */
export function watchMemory(memoryMb: number, onFull: (error: RunError) => void): () => void {
  // Of an ended thread's memory V8 and malloc keep much for the next one: a job answers for its own growth alone.
  const mostMb = Math.max(memoryMb * 0.9, usedMb() + memoryMb * 0.1);
  const timer = setInterval(() => {
    const used = usedMb();
    if (used > mostMb) onFull(outOfMemory(`The process took ${Math.round(used)} MB`, memoryMb));
  }, everyMs);
  return () => clearInterval(timer);
}

export function heapOverflow(memoryMb: number): RunError {
  return outOfMemory(`The task filled its heap of ${heapLimitMb(memoryMb)} MB`, memoryMb);
}

function outOfMemory(what: string, memoryMb: number): RunError {
  return { name: 'OutOfMemory', message: `${what}; the function has ${memoryMb} MB` };
}

function usedMb(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

function heapLimitMb(memoryMb: number): number {
  return Math.floor(Math.max(memoryMb / 2, memoryMb - besidesHeapMb));
}
