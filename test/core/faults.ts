import { StoreFault } from '../../core/errors.ts';
import type { Status } from '../../core/run.ts';
import type { StoreCall, StoreFaults } from '../fakes/faulty-run-store.ts';

export type When = (call: StoreCall) => boolean;

/** Updates that set this status: a claim, a settle, an end. */
export function sets(status: Status): When {
  return ({ method, args }) => method === 'update' && args[1].set?.status === status;
}

/** Heartbeats, those for progress too. */
export const beats: When = ({ method, args }) =>
  method === 'update' &&
  args[1].set?.status === undefined &&
  args[1].set?.cancelRequestedAt === undefined;

/** Puts of a head. */
export const headPuts: When = ({ method, args }) => method === 'put' && args[0].item === 'head';

/** The first such call does this before it arrives. */
export function beforeFirst(when: When, act: () => unknown): StoreFaults {
  let done = false;
  return {
    async before(call) {
      if (done || !when(call)) return;
      done = true;
      await act();
    },
  };
}

/** The answer to the first such call is lost. */
export function loseFirst(when: When): StoreFaults {
  let done = false;
  return {
    after(call) {
      if (done || !when(call)) return;
      done = true;
      throw new StoreFault('no answer');
    },
  };
}
