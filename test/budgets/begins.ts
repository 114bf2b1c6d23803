import {
  begin,
  beginOnce,
  endedRun,
  freshCallUrl,
  freshUrl,
  urlBytes,
  type Budget,
} from './budget.ts';

const refreshed = { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 };

/** What it costs to begin a run, or to find out that none has to be begun. */
export const begins: readonly Budget[] = [
  {
    operation: 'begin, new',
    costs: { eventualReads: 1, readUnits: 0.5, writes: 1, writeUnits: 1, sends: 1 },
    prepare: async (stack) => () => begin(stack, { pollingUrl: freshUrl() }),
  },
  {
    operation: `begin, new, a polling URL of ${urlBytes} bytes`,
    costs: {
      ...{ eventualReads: 1, strongReads: 1, readUnits: 1.5 },
      ...{ writes: 2, writeUnits: 1 + 3, sends: 1 },
    },
    prepare: async (stack) => () => begin(stack, { pollingUrl: freshUrl(urlBytes) }),
  },
  {
    operation: 'begin, new, without a polling URL',
    costs: { writes: 1, writeUnits: 1, sends: 1 },
    prepare: async (stack) => () => begin(stack),
  },
  {
    operation: 'begin, new, with an Idempotency-Key',
    costs: { strongReads: 1, readUnits: 1, writes: 1, writeUnits: 1, sends: 1 },
    prepare: async (stack) => () => beginOnce(stack),
  },
  {
    operation: 'begin over an earlier run, with an Idempotency-Key',
    costs: { strongReads: 3, readUnits: 3, writes: 2, writeUnits: 2, sends: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await endedRun(stack, { pollingUrl });
      return () => beginOnce(stack, pollingUrl);
    },
  },
  {
    operation: 'begin, sent again with its Idempotency-Key',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await beginOnce(stack, pollingUrl);
      return () => beginOnce(stack, pollingUrl);
    },
  },
  {
    operation: 'begin, new, by its call URL',
    costs: { strongReads: 1, readUnits: 1, writes: 1, writeUnits: 1, sends: 1 },
    prepare: async (stack) => () => stack.get(freshCallUrl(stack)),
  },
  {
    operation: 'begin over an earlier run',
    costs: { eventualReads: 1, readUnits: 0.5, writes: 2, writeUnits: 2, sends: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await endedRun(stack, { pollingUrl });
      return () => begin(stack, { pollingUrl });
    },
  },
  {
    operation: 'begin, lost the race',
    costs: {
      ...{ eventualReads: 1, strongReads: 1, readUnits: 1.5 },
      ...{ refusedWrites: 1, writeUnits: 1, sends: 1 },
    },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      const body = { task: stack.task, args: ['x'], pollingUrl };
      stack.onceAfterSend(() => stack.rivalPost('/v1/tasks', body));
      return () => begin(stack, { pollingUrl });
    },
  },
  {
    operation: 'the message of a begin that lost the race',
    costs: {
      ...{ strongReads: 1, readUnits: 1, refusedWrites: 1, writeUnits: 1 },
      ...{ receives: 1, visibilityChanges: 1, deletes: 1 },
    },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      const body = { task: stack.task, args: ['x'], pollingUrl };
      // The loser's message is the first one in the queue.
      stack.onceAfterSend(() => stack.rivalPost('/v1/tasks', body));
      await begin(stack, { pollingUrl });
      return () => stack.work();
    },
  },
  {
    operation: 'begin, joined',
    costs: { eventualReads: 1, readUnits: 0.5 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await begin(stack, { pollingUrl });
      return () => begin(stack, { pollingUrl });
    },
  },
  {
    operation: 'begin, joined, by its call URL',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      await stack.get(url);
      return () => stack.get(url);
    },
  },
  {
    operation: 'begin, cached, by its call URL: the result in the head',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      await stack.get(url);
      await stack.work();
      return () => stack.get(url);
    },
  },
  {
    operation: 'begin, cached, by its call URL: a 304',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      await stack.get(url);
      await stack.work();
      return () => stack.get(url, { 'If-None-Match': '*' });
    },
  },
  {
    operation: 'begin, refused, by its call URL: only-if-cached',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      return () => stack.get(url, { 'Cache-Control': 'only-if-cached' });
    },
  },
  {
    operation: 'begin, stale, by its call URL: a new run behind it',
    costs: { strongReads: 1, readUnits: 1, writes: 2, writeUnits: 2, sends: 1 },
    policy: refreshed,
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      await stack.get(url);
      await stack.work();
      await stack.clock.advance(61_000);
      return () => stack.get(url);
    },
  },
  {
    operation: 'begin, stale, by its call URL: a run in flight behind it',
    costs: { strongReads: 2, readUnits: 2 },
    policy: refreshed,
    prepare: async (stack) => {
      const url = freshCallUrl(stack);
      await stack.get(url);
      await stack.work();
      await stack.clock.advance(61_000);
      await stack.get(url);
      return () => stack.get(url);
    },
  },
];
