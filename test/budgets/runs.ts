import { heartbeatMs, progressMs, sendAgainMs } from '../../core/times.ts';
import { pass, startWork } from './at-work.ts';
import { begin, freshUrl, largeResult, resultBytes, type Budget } from './budget.ts';

const delivery = { receives: 1, visibilityChanges: 1, deletes: 1 };

/** What it costs to work on a run, and to end one. */
export const runs: readonly Budget[] = [
  {
    operation: 'a run',
    costs: { ...delivery, writes: 2, writeUnits: 2 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.work();
    },
  },
  {
    operation: `a run with a result of ${resultBytes} bytes`,
    costs: { ...delivery, writes: 3, writeUnits: 2 + 10 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.work(largeResult);
    },
  },
  {
    operation: 'a heartbeat',
    costs: { writes: 1, writeUnits: 1, visibilityChanges: 1 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      await startWork(stack);
      return () => pass(stack, heartbeatMs);
    },
  },
  {
    operation: 'a write of progress',
    costs: { writes: 1, writeUnits: 1 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      const { say } = await startWork(stack);
      return () => {
        say({ current: 1, total: 2, message: 'half of it' });
        return pass(stack, progressMs);
      };
    },
  },
  {
    operation: 'an attempt that is tried again',
    costs: { receives: 1, visibilityChanges: 2, writes: 2, writeUnits: 2 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.work(() => Promise.reject(new Error('not yet')));
    },
  },
  {
    operation: 'the message of a run that has ended',
    costs: { ...delivery, refusedWrites: 1, writeUnits: 1 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      await stack.post(urls.cancel);
      return () => stack.work();
    },
  },
  {
    operation: 'cancel, of a run that nobody works on',
    costs: { strongReads: 1, readUnits: 1, writes: 1, writeUnits: 1 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.post(urls.cancel);
    },
  },
  {
    operation: 'cancel, of a run at work',
    costs: { strongReads: 1, readUnits: 1, writes: 1, writeUnits: 1 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      await startWork(stack);
      return () => stack.post(urls.cancel);
    },
  },
  {
    operation: 'a dead letter, sent again',
    costs: { receives: 1, deletes: 1, sends: 1, strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.endDeadLetter();
    },
  },
  {
    operation: 'a dead letter of a run that is three days old',
    costs: { receives: 1, deletes: 1, strongReads: 1, readUnits: 1, writes: 1, writeUnits: 1 },
    prepare: async (stack) => {
      await begin(stack, { pollingUrl: freshUrl() });
      await stack.clock.advance(sendAgainMs);
      return () => stack.endDeadLetter();
    },
  },
  {
    operation: 'a dead letter of a run that has ended',
    costs: { receives: 1, deletes: 1, strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      await stack.post(urls.cancel);
      return () => stack.endDeadLetter();
    },
  },
];
