import { setTimeout as pause } from 'node:timers/promises';
import { isEnd, type History } from './history.ts';
import type { Call } from './relay.ts';
import { numberAt, textAt } from './wire.ts';

/** A worker whose settle is on its way to the table. */
export interface Settling {
  pid: number;
  /** Lets its write go on once another worker has the run, or when so much time has passed. */
  untilTakenUp(mostMs: number): Promise<void>;
}

export interface SettleTrap {
  /** Whether a call is to be held, for how long ever. */
  look(call: Call): Promise<void> | undefined;
  /** The next worker that settles. */
  next(): Promise<Settling>;
}

/**
 * Holds a settle up on its way, as a slow network does: so that it reaches the table after its worker's lease has
 * lapsed, and another has claimed the run.
 */
export function createSettleTrap(
  history: History,
  workerOf: (taskId: string, attempt: number) => number | undefined,
): SettleTrap {
  const waiting: ((settling: Settling) => void)[] = [];

  return {
    look({ action, input }) {
      const values = input['ExpressionAttributeValues'];
      const settles = action === 'UpdateItem' && isEnd(textAt(values, ':new_status'));
      const [key, run] = [textAt(input, 'Key', 'key'), textAt(values, ':run')];
      const fence = numberAt(values, ':fence');
      if (!settles || key === undefined || run === undefined || fence === undefined)
        return undefined;
      if (waiting.length === 0) return undefined;
      const held = history.ofRun(key, run);
      const pid = workerOf(`${key}.${run}`, held.latest?.attempt ?? 0);
      const caught = pid === undefined ? undefined : waiting.shift();
      if (pid === undefined || caught === undefined) return undefined;
      const { promise, resolve } = Promise.withResolvers<void>();
      caught({
        pid,
        async untilTakenUp(mostMs) {
          const until = Date.now() + mostMs;
          while ((held.latest?.fence ?? 0) <= fence && Date.now() < until) await pause(20);
          resolve();
        },
      });
      return promise;
    },
    next() {
      const { promise, resolve } = Promise.withResolvers<Settling>();
      waiting.push(resolve);
      return promise;
    },
  };
}
