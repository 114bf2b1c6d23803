export interface Slots {
  /** Waits its turn, first come first served. Rejects with the signal's reason where it aborts before. */
  take(signal?: AbortSignal): Promise<void>;
  give(): void;
}

/** At most so many at once. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = () => {
        waiting.delete(resolve);
        reject(signal?.reason as Error);
      };
      waiting.add(resolve);
      signal?.addEventListener('abort', leave, { once: true });
      await promise.finally(() => signal?.removeEventListener('abort', leave));
    },
    give() {
      const [first] = waiting;
      if (first === undefined) {
        free += 1;
        return;
      }
      waiting.delete(first);
      first();
    },
  };
}
