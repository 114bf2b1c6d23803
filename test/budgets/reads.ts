import {
  begin,
  endedRun,
  freshUrl,
  largeResult,
  resultBytes,
  urlBytes,
  waitSeconds,
  type Budget,
} from './budget.ts';

const statusAt = (url: string) => `/v1/status?pollingUrl=${encodeURIComponent(url)}`;
const resultAt = (url: string) => `/v1/result?pollingUrl=${encodeURIComponent(url)}`;

/** What it costs to ask after a run. */
export const reads: readonly Budget[] = [
  {
    operation: 'status by ID',
    costs: { eventualReads: 1, readUnits: 0.5 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.get(urls.self);
    },
  },
  {
    operation: 'status by ID, of a run that was replaced',
    costs: { eventualReads: 2, readUnits: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      const { urls } = await endedRun(stack, { pollingUrl });
      await begin(stack, { pollingUrl });
      return () => stack.get(urls.self);
    },
  },
  {
    operation: `status by ID, a polling URL of ${urlBytes} bytes`,
    costs: { eventualReads: 1, strongReads: 1, readUnits: 1.5 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl(urlBytes) });
      return () => stack.get(urls.self);
    },
  },
  {
    operation: 'status by ID, of no run',
    costs: { eventualReads: 2, strongReads: 2, readUnits: 3 },
    prepare: async (stack) => {
      const taskId = `${'k'.repeat(43)}.${'r'.repeat(22)}`;
      return () => stack.get(`/v1/tasks/${taskId}`);
    },
  },
  {
    operation: `status by ID, kept waiting for ${waitSeconds} s`,
    costs: { eventualReads: 1, strongReads: 25, readUnits: 0.5 + 25 },
    prepare: async (stack) => {
      const { urls } = await begin(stack, { pollingUrl: freshUrl() });
      return () => stack.getWaiting(urls.self, waitSeconds);
    },
  },
  {
    operation: 'status by URL',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await begin(stack, { pollingUrl });
      return () => stack.get(statusAt(pollingUrl));
    },
  },
  {
    operation: 'explanation of a URL',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await begin(stack, { pollingUrl });
      return () => stack.get(`/v1/explain?pollingUrl=${encodeURIComponent(pollingUrl)}`);
    },
  },
  {
    operation: 'result by ID, in the head',
    costs: { eventualReads: 1, readUnits: 0.5 },
    prepare: async (stack) => {
      const { urls } = await endedRun(stack, { pollingUrl: freshUrl() });
      return () => stack.get(urls.result);
    },
  },
  {
    operation: 'result by URL, in the head',
    costs: { strongReads: 1, readUnits: 1 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await endedRun(stack, { pollingUrl });
      return () => stack.get(resultAt(pollingUrl));
    },
  },
  {
    operation: `result by URL, of ${resultBytes} bytes`,
    costs: { strongReads: 2, readUnits: 1 + 3 },
    prepare: async (stack) => {
      const pollingUrl = freshUrl();
      await endedRun(stack, { pollingUrl }, largeResult);
      return () => stack.get(resultAt(pollingUrl));
    },
  },
];
