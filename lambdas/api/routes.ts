import { beginTask } from './begin-task.ts';
import { cancelTask } from './cancel-task.ts';
import { definitions } from './definitions.ts';
import { docs, docsPath } from './docs.ts';
import { explainUrl } from './explain-url.ts';
import { getResultById, getResultByUrl } from './get-result.ts';
import { getStatus } from './get-status.ts';
import { getTask } from './get-task.ts';
import { healthz } from './healthz.ts';
import { openApi } from './openapi-json.ts';
import type { Route } from './route.ts';
import { runByUrl } from './run-by-url.ts';
import { runEvents } from './run-events.ts';

/** All that the API answers. */
export const routes = [
  { method: 'GET', path: '/v1/run/{call+}', answer: runByUrl },
  { method: 'POST', path: '/v1/tasks', answer: beginTask },
  { method: 'GET', path: '/v1/tasks/{taskId}', answer: getTask },
  { method: 'GET', path: '/v1/tasks/{taskId}/result', answer: getResultById },
  { method: 'POST', path: '/v1/tasks/{taskId}/cancel', answer: cancelTask },
  { method: 'GET', path: '/v1/tasks/{taskId}/events', answer: runEvents },
  { method: 'GET', path: '/v1/status', answer: getStatus },
  { method: 'GET', path: '/v1/result', answer: getResultByUrl },
  { method: 'GET', path: '/v1/explain', answer: explainUrl },
  { method: 'GET', path: '/v1/definitions', answer: definitions },
  { method: 'GET', path: '/openapi.json', answer: openApi },
  { method: 'GET', path: docsPath, answer: docs },
  { method: 'GET', path: '/healthz', answer: healthz },
] as const satisfies readonly Route[];

type Named<R> = R extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never;

/** By which a route's description is found. */
export type RouteName = Named<(typeof routes)[number]>;
