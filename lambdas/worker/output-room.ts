/** How much a thread may have said, in characters or bytes, before its worker has written it. */
const most = 32_768;
/** What each message counts besides: the worker takes its time for it, however little it says. */
const perMessage = 100;

export interface OutputRoom {
  /** Holds up this thread until there is room. What is larger than that goes in all the same, and the next waits. */
  take(size: number): void;
  give(size: number): void;
}

/** What a thread and its worker share for it. */
export function sharedRoom(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Bounds what is under way from a thread to its worker. Posting never waits by itself: a task that says more than
 * can be written would fill the memory, and the worker's own thread, busy with it, would send no heartbeat.
 */
export function createOutputRoom(shared: SharedArrayBuffer): OutputRoom {
  const taken = new Int32Array(shared);
  return {
    take(size) {
      for (let now = Atomics.load(taken, 0); now >= most; now = Atomics.load(taken, 0)) {
        Atomics.wait(taken, 0, now);
      }
      Atomics.add(taken, 0, size + perMessage);
    },
    give(size) {
      Atomics.sub(taken, 0, size + perMessage);
      Atomics.notify(taken, 0);
    },
  };
}
