import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Answered } from './api-world.ts';

/** The parts of an OpenAPI document that tell what an answer may be. */
export interface Document {
  paths: Record<string, Record<string, DescribedOperation | undefined>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, DescribedResponse>;
    headers: Record<string, { required: boolean; schema: Schema }>;
  };
}

interface DescribedOperation {
  operationId: string;
  responses: Record<string, Reference>;
}

interface DescribedResponse {
  headers?: Record<string, Reference>;
  content?: Record<string, { schema: Schema }>;
}

interface Reference {
  $ref: string;
}

type Schema = Record<string, unknown>;

/** Says how an answer is another than the document says; nothing where it is not. */
export type FaultsOf = (method: string, target: string, answered: Answered) => string[];

/** Holds answers to a document: status, headers, content type and body. */
export function createFaultsOf(document: Document): FaultsOf {
  const { paths, components } = document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  // What a document allows is open for what is to come; here every member must be described.
  ajv.addSchema({ $id: root, components: closed(components) });
  const validators = new Map<string, ValidateFunction>();

  return (method, target, answered) => {
    const name = responseName(paths, method, target, answered);
    const response = components.responses[name];
    if (response === undefined) return [`${answered.status} is not described (${name})`];
    const faults = [
      ...headerFaults(response, answered),
      ...contentFaults(name, response, method, answered),
    ];
    return faults.map((fault) => `${name}: ${fault}`);
  };

  function headerFaults({ headers = {} }: DescribedResponse, answered: Answered): string[] {
    const described = new Map(
      Object.entries(headers).map(([name, { $ref }]) => [name.toLowerCase(), nameOf($ref)]),
    );
    const missing = [...described].filter(
      ([name, ref]) => components.headers[ref]?.required === true && !answered.headers.has(name),
    );
    const sent = [...answered.headers].filter(([name]) => name !== 'content-type');
    return [
      ...missing.map(([name]) => `the header ${name} is missing`),
      ...sent.flatMap(([name, value]) => {
        const ref = described.get(name);
        if (ref === undefined) return [`the header ${name} is not described`];
        return schemaFaults(pointerTo('headers', ref, 'schema'), value).map(
          (fault) => `the header ${name} (${value}) ${fault}`,
        );
      }),
    ];
  }

  function contentFaults(
    name: string,
    { content }: DescribedResponse,
    method: string,
    { headers, text, body }: Answered,
  ): string[] {
    const type = headers.get('content-type')?.replace(/;.*/, '') ?? null;
    if (content === undefined) {
      return type === null && text === '' ? [] : [`there is a body, of ${type}`];
    }
    if (type === null || !(type in content)) return [`the content type ${type} is not described`];
    if (method === 'HEAD') return text === '' ? [] : ['there is a body'];
    const value = type.endsWith('json') ? body : text;
    return schemaFaults(pointerTo('responses', name, 'content', type, 'schema'), value).map(
      (fault) => `the body ${fault}`,
    );
  }

  function schemaFaults(pointer: string, value: unknown): string[] {
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: `${root}#${pointer}` });
    validators.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

const root = 'https://madrona-async.example/openapi.json';

function responseName(
  paths: Document['paths'],
  method: string,
  target: string,
  { status, headers }: Answered,
): string {
  if (method === 'OPTIONS' && status === 403) return 'preflight-refused';
  if (method === 'OPTIONS' && status === 204) {
    return headers.has('access-control-allow-methods') ? 'preflight' : 'options';
  }
  // REST APIs tell the path without a slash at its end.
  const path = target.replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '');
  const found = Object.entries(paths).find(([template]) => fits(template, path));
  const operation = found?.[1][method === 'HEAD' ? 'get' : method.toLowerCase()];
  if (operation === undefined) return outside[status] ?? `${method} ${path}`;
  const ref = operation.responses[status]?.$ref;
  return ref === undefined ? `${status} of ${operation.operationId}` : nameOf(ref);
}

/** What is answered to a request that belongs to no operation. */
const outside: Record<number, string> = {
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
};

/** The calls of all tasks are described alike. */
function fits(template: string, path: string): boolean {
  if (template === '/v1/run/{task}') return /^\/v1\/run(\/|$)/.test(path);
  if (template.startsWith('/v1/run/')) return false;
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, closed(held)]),
  );
  const isObject = members['type'] === 'object' && 'properties' in members;
  return isObject ? { additionalProperties: false, ...members } : members;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function pointerTo(...segments: string[]): string {
  const steps = ['components', ...segments].map((segment) =>
    encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return `/${steps.join('/')}`;
}
