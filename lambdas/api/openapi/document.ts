import type { Registry } from '../../../core/registry.ts';
import type { RouteName } from '../routes.ts';
import examples from './examples.json' with { type: 'json' };
import { callPathsOf, otherCall, type CallPath } from './call-paths.ts';
import type { Answer, HeaderUses, LinkName, Operation, Schema } from './operation.ts';
import { operations } from './operations.ts';
import { outsideRoutes } from './outside-routes.ts';
import { problemAnswers, problemResponse, problemSchemas } from './problem-answers.ts';
import { requestHeaderParameters } from './request-headers.ts';
import { headerComponents, headersOf } from './response-headers.ts';
import { schemas } from './schemas.ts';
import { tagOf, tags } from './tags.ts';
import { taskSchemas } from './task-schemas.ts';

/** What the document depends on besides the routes. */
export interface DocumentOptions {
  registry: Registry;
  /** Where the API is: absolute, or a path where it is not known what the API is called. */
  server: string;
  /** Whether its answers have `Operation-Location`. */
  isAbsolute: boolean;
  /** Whether pages of other origins may call it. */
  isForPages: boolean;
}

const about =
  'Lengthy work behind a URL: begun once, found by its URL, answered from the table.\n\n' +
  'HEAD is answered as GET without the body, but begins nothing. OPTIONS is answered 204 with `Allow` (`options`), a ' +
  'preflight 204 with what pages may send (`preflight`), what is at no path 404 (`not-found`), another method 405 ' +
  '(`method-not-allowed`): they are among the components.\n\n' +
  'What stands before the API may answer by itself, and has answers of its own (`default`): an authoriser’s 403, a ' +
  'throttle’s 429, a time-out’s 504. A REST API gives them the shape of all problems, other fronts do not.';

/** The API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). */
export function openApiDocument(options: DocumentOptions): Schema {
  const { registry, server } = options;
  // The keys of a literal whose type is closed.
  const routes = Object.entries(operations) as [RouteName, Operation][];
  return {
    openapi: '3.1.1',
    info: { title: 'madrona-async', version: 'v1', description: about },
    servers: [{ url: server }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: pathsOf(routes, registry),
    components: {
      schemas: withExamples({ ...schemas, ...problemSchemas(), ...taskSchemas(registry) }),
      responses: {
        ...Object.fromEntries(routes.flatMap(([, operation]) => responsesOf(operation, options))),
        ...outsideRoutes(options.isForPages),
      },
      headers: headerComponents(),
      parameters: requestHeaderParameters(),
    },
  };
}

/** What was answered once, in an API of tests; `npm run api-docs` writes it down. */
function withExamples(shapes: Record<string, Schema>): Record<string, Schema> {
  const answered = new Map<string, unknown>(Object.entries(examples));
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      answered.has(name) ? { ...shape, examples: [answered.get(name)] } : shape,
    ]),
  );
}

function pathsOf(routes: [RouteName, Operation][], registry: Registry): Record<string, Schema> {
  const paths: Record<string, Schema> = {};
  const add = (path: string, method: string, operation: Schema) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const [name, operation] of routes) {
    const [method = '', path = ''] = name.split(' ');
    const [prefix = ''] = path.split('{call+}');
    if (prefix === path) {
      add(path, method, operationOf(tagOf[name], operation));
      continue;
    }
    const byUrl = registry.tasks.filter(({ url }) => url);
    const calls = byUrl.flatMap((task) => callPathsOf(prefix, task));
    for (const call of [...calls, otherCall(prefix, byUrl)])
      add(call.path, method, operationOf(tagOf[name], operation, call));
  }
  return paths;
}

function operationOf(tag: string, operation: Operation, call?: CallPath): Schema {
  const { id, summary, description, parameters = [], headers = [], body } = operation;
  const words = [call?.description ?? '', description].filter((text) => text !== '');
  return {
    operationId: call === undefined ? id : `${id}.${call.suffix}`,
    tags: [tag],
    summary,
    description: words.join('\n\n'),
    parameters: [
      ...(call?.parameters ?? []),
      ...parameters.map((parameter) => ({ ...parameter, required: true })),
      ...headers.map((header) => ({ $ref: `#/components/parameters/${header}` })),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      ...responseRefs(operation),
      default: { $ref: '#/components/responses/front' },
    },
  };
}

function responseRefs({ id, answers, problems }: Operation): Record<string, Schema> {
  const own = Object.keys(answers).map((status): [string, string] => [status, `${id}.${status}`]);
  const refused = problemAnswers(problems).map(({ status, name }): [string, string] => [
    `${status}`,
    name,
  ]);
  return Object.fromEntries(
    [...own, ...refused].map(([status, name]): [string, Schema] => [
      status,
      { $ref: `#/components/responses/${name}` },
    ]),
  );
}

function responsesOf(
  { id, headers = [], answers, problems }: Operation,
  { isAbsolute, isForPages }: DocumentOptions,
): [name: string, response: Schema][] {
  const own = Object.entries(answers).map(([status, answer]): [string, Schema] => {
    const { description, links = [] } = answer;
    const uses = headers.includes('Prefer') ? withPreference(answer.headers) : answer.headers;
    return [
      `${id}.${status}`,
      {
        description,
        headers: headersOf(isAbsolute ? withOperation(uses) : uses, isForPages),
        ...contentOf(answer),
        ...(links.length === 0 ? {} : { links: linksOf(links, '$response.body#/taskId') }),
      },
    ];
  });
  const refused = problemAnswers(problems).map((answer): [string, Schema] => {
    const links = answer.hasRun ? linksOf(['monitor'], '$response.body#/run/taskId') : undefined;
    return [answer.name, problemResponse(answer, isForPages, links)];
  });
  return [...own, ...refused];
}

function withPreference(headers: HeaderUses): HeaderUses {
  return { ...headers, sometimes: [...(headers.sometimes ?? []), 'Preference-Applied'] };
}

/** Whatever says where the run's monitor is says it twice where it is known what the API is called. */
function withOperation(headers: HeaderUses): HeaderUses {
  const { always = [] } = headers;
  const isAccepted = always.includes('Location') && always.includes('Retry-After');
  return isAccepted ? { ...headers, always: [...always, 'Operation-Location'] } : headers;
}

function linksOf(names: readonly LinkName[], taskId: string): Record<string, Schema> {
  return Object.fromEntries(
    names.map((name) => [name, { operationId: name, parameters: { taskId } }]),
  );
}

function contentOf({ schema, isStream, isPage }: Answer): Schema {
  if (schema === undefined) return {};
  if (isPage) return { content: { 'text/html': { schema } } };
  return { content: { ...jsonOf(schema), ...(isStream ? eventStream : {}) } };
}

const eventStream = { 'text/event-stream': { schema: { type: 'string' } } };

function jsonOf(schema: Schema): Schema {
  return { 'application/json': { schema } };
}
