import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { Hono } from 'hono/tiny';
import { createPastDurations, noting } from '../../core/past-durations.ts';
import { retryAfterSeconds } from '../../core/retry-after.ts';
import { accepts, acceptsEvents } from './accept.ts';
import { letRead, preflightAnswer } from './cors.ts';
import { docsPath } from './docs.ts';
import { arrivedOf, gatewayResultOf } from './gateway-event.ts';
import { createLinks } from './links.ts';
import type { ApiPorts } from './ports.ts';
import { problem, problemOf } from './problem.ts';
import type { Api, ApiContext, ApiEnv } from './route.ts';
import { routes } from './routes.ts';
import { revalidate } from './validators.ts';
import { tellPreferences } from './waited.ts';

export type ApiHandler = (
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<APIGatewayProxyResult>;

/** The API behind any of the fronts: REST API, HTTP API, function URL. */
export function createHandler(ports: ApiPorts): ApiHandler {
  const past = createPastDurations();
  const api: Api = {
    ...ports,
    store: noting(ports.store, past),
    links: createLinks(ports.publicUrl),
    retryAfter: (record) =>
      retryAfterSeconds(record, ports.clock.now(), past.shortestMs(record.task)),
  };
  return async (event, context) => {
    const arrived = arrivedOf(event);
    if (arrived === undefined) return gatewayResultOf(noEvent());
    const remainingMs = () => context.getRemainingTimeInMillis();
    const asked = { ...arrived.asked, remainingMs, api };
    return gatewayResultOf(await app.fetch(arrived.request, asked));
  };
}

const robots = 'noindex, nofollow';

function createApp(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ getPath: (_, options) => options?.env?.path ?? '/' });
  app.use(async (c, next) => {
    const { corsOrigins } = c.env.api;
    const accept = c.req.header('Accept');
    const type = c.env.path === docsPath ? 'text/html' : 'application/json';
    const preflight = preflightAnswer(c, corsOrigins);
    if (preflight !== undefined) c.res = preflight;
    else if (accepts(accept, type) || answersEvents(c)) await next();
    else c.res = notAcceptable(accept, type);
    tellPreferences(c);
    revalidate(c);
    letRead(c, corsOrigins);
    c.header('Vary', corsOrigins.length === 0 ? 'Accept' : 'Accept, Origin');
    c.header('X-Robots-Tag', robots);
  });
  for (const { method, path, answer } of routes) {
    app.on(method, pattern(path), (c) => answer(c, c.env.api));
  }
  for (const [path, allowed] of methodsByPath()) {
    app.options(pattern(path), () => methodsAnswer(allowed));
    app.all(pattern(path), (c) => notAllowed(c.env.method, c.req.path, allowed));
  }
  app.notFound((c) => nothingHere(c.req.path));
  app.onError((error, c) => problemOf(error, c, c.env.api));
  return app;
}

function answersEvents(c: ApiContext): boolean {
  return /^\/v1\/tasks\/[^/]*\/events$/.test(c.env.path) && acceptsEvents(c.req.header('Accept'));
}

/** Hono's form of a route's path. */
function pattern(path: string): string {
  return path.replace(/\{\w+\+\}/, '*').replace(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    const answered = method === 'GET' ? ['GET', 'HEAD'] : [method];
    methods.set(path, [...answered, ...(methods.get(path) ?? ['OPTIONS'])]);
  }
  return methods;
}

/** What may be done here (RFC 9110 §9.3.7); nothing is done by asking. */
function methodsAnswer(allowed: readonly string[]): Response {
  const headers = { Allow: allowed.join(', '), 'Cache-Control': 'no-store' };
  return new Response(null, { status: 204, headers });
}

/** Whoever may invoke the function can hand it anything. */
function noEvent(): Response {
  const detail =
    'The function was called with what is no event of a REST API (httpMethod, path), nor of an HTTP API or a ' +
    'function URL (version 2.0, rawPath, requestContext.http.method); ask by HTTP';
  return problem('malformed', detail, { headers: { Vary: 'Accept', 'X-Robots-Tag': robots } });
}

function notAcceptable(accept: string | undefined, type: string): Response {
  const detail = `Accept is ${JSON.stringify(accept)}; answers are ${type}`;
  return problem('not-acceptable', detail);
}

function notAllowed(method: string, path: string, allowed: readonly string[]): Response {
  const Allow = allowed.join(', ');
  const detail = `${method} is not allowed on ${path}; allowed: ${Allow}`;
  return problem('method-not-allowed', detail, { headers: { Allow } });
}

function nothingHere(asked: string): Response {
  const known = routes.map(({ method, path }) => `${method} ${path}`).join(', ');
  return problem('not-found', `There is nothing at ${asked}; there are ${known}`);
}

/** One for all handlers: what is particular to one comes with each request. */
const app = createApp();
