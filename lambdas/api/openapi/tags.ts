import type { RouteName } from '../routes.ts';

/** What the operations are grouped by, in the order in which people read of them. */
export const tags = {
  'Call URLs': 'A URL that computes: each is the one key of its result, in all of its spellings.',
  Runs: 'Begun for any polling URL or none; followed, read and cancelled by their task IDs.',
  'Polling URLs': 'What stands for a URL: its run, its result, and the rule that decides.',
  API: 'What there is to call, and whether it lives.',
} as const satisfies Record<string, string>;

/** The group of each route: one without does not compile. */
export const tagOf: Record<RouteName, keyof typeof tags> = {
  'GET /v1/run/{call+}': 'Call URLs',
  'POST /v1/tasks': 'Runs',
  'GET /v1/tasks/{taskId}': 'Runs',
  'GET /v1/tasks/{taskId}/result': 'Runs',
  'POST /v1/tasks/{taskId}/cancel': 'Runs',
  'GET /v1/tasks/{taskId}/events': 'Runs',
  'GET /v1/status': 'Polling URLs',
  'GET /v1/result': 'Polling URLs',
  'GET /v1/explain': 'Polling URLs',
  'GET /v1/definitions': 'API',
  'GET /openapi.json': 'API',
  'GET /docs': 'API',
  'GET /healthz': 'API',
};
