import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import {
  createRoutesOf,
  nameOf,
  type Paths,
  type Reference,
  type RoutesOf,
} from './described-routes.ts';

/** The parts of an OpenAPI document that tell what an answer may be. */
export interface Document {
  paths: Paths;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, DescribedResponse>;
    headers: Record<string, { required: boolean; schema: Schema }>;
  };
}

interface DescribedResponse {
  headers?: Record<string, Reference>;
  content?: Record<string, { schema: Schema }>;
}

type Schema = Record<string, unknown>;

/** What of an answer is held to the document. */
export interface HeldAnswer {
  status: number;
  headers: Iterable<[name: string, value: string]> & {
    get(name: string): string | null | undefined;
    has(name: string): boolean;
  };
  text: string;
  /** What the text is as JSON. */
  body: unknown;
}

/** A method and a target. */
export type Asked = readonly [method: string, target: string];

/**
 * Says how an answer is another than the document says; nothing where it is not. It may be that of any of these
 * requests, or of whatever request where none is given.
 */
export type FaultsOf = (asked: readonly Asked[] | undefined, answered: HeldAnswer) => string[];

/** Holds answers to a document: status, headers, content type and body. */
export function createFaultsOf(document: Document): FaultsOf {
  const routes = createRoutesOf(document.paths);
  const held = createHeld(document);

  return (asked, answered) => {
    const isHead = asked === undefined ? answered.text === '' : asked[0]?.[0] === 'HEAD';
    const names = namesFor(routes, asked, answered);
    const faults: string[] = [];
    for (const name of names) {
      const found = held(name, isHead, answered);
      if (found.length === 0) return [];
      faults.push(...found);
    }
    return faults.length > 0 ? faults : [`${answered.status} is not described`];
  };
}

function namesFor(
  routes: RoutesOf,
  asked: readonly Asked[] | undefined,
  answered: HeldAnswer,
): Iterable<string> {
  if (asked === undefined) return routes.allNames(answered.status);
  return new Set(asked.map(([method, target]) => routes.responseName(method, target, answered)));
}

type Held = (name: string, isHead: boolean, answered: HeldAnswer) => string[];

/** Holds an answer to one of the document's responses; schemas are compiled when they are first needed. */
function createHeld({ components }: Document): Held {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  // What a document allows is open for what is to come; here every member must be described.
  ajv.addSchema({ $id: root, components: closed(components) });
  const validators = new Map<string, ValidateFunction>();
  const headersOf = new Map(
    Object.entries(components.responses).map(([name, { headers = {} }]) => [
      name,
      new Map(
        Object.entries(headers).map(([header, { $ref }]) => [header.toLowerCase(), nameOf($ref)]),
      ),
    ]),
  );

  return (name, isHead, answered) => {
    const response = components.responses[name];
    if (response === undefined) return [`${answered.status} is not described (${name})`];
    const faults = [
      ...headerFaults(headersOf.get(name) ?? new Map(), answered),
      ...contentFaults(name, response, isHead, answered),
    ];
    return faults.map((fault) => `${name}: ${fault}`);
  };

  function headerFaults(described: ReadonlyMap<string, string>, { headers }: HeldAnswer): string[] {
    const faults: string[] = [];
    for (const [name, ref] of described) {
      const isMissing = components.headers[ref]?.required === true && !headers.has(name);
      if (isMissing) faults.push(`the header ${name} is missing`);
    }
    for (const [name, value] of headers) {
      if (name === 'content-type') continue;
      const ref = described.get(name);
      if (ref === undefined) faults.push(`the header ${name} is not described`);
      else {
        const found = schemaFaults(value, 'headers', ref, 'schema');
        faults.push(...found.map((fault) => `the header ${name} (${value}) ${fault}`));
      }
    }
    return faults;
  }

  function contentFaults(
    name: string,
    { content }: DescribedResponse,
    isHead: boolean,
    { headers, text, body }: HeldAnswer,
  ): string[] {
    const type = headers.get('content-type')?.replace(/;.*/, '');
    if (content === undefined) {
      return type === undefined && text === '' ? [] : [`there is a body, of ${type}`];
    }
    if (type === undefined || !(type in content))
      return [`the content type ${type} is not described`];
    if (isHead) return text === '' ? [] : ['there is a body'];
    const value = type.endsWith('json') ? body : text;
    return schemaFaults(value, 'responses', name, 'content', type, 'schema').map(
      (fault) => `the body ${fault}`,
    );
  }

  function schemaFaults(value: unknown, ...place: string[]): string[] {
    const validate = validatorAt(place);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  function validatorAt(place: string[]): ValidateFunction {
    const key = place.join(' ');
    const known = validators.get(key);
    if (known !== undefined) return known;
    const made = ajv.compile({ $ref: `${root}#${pointerTo(...place)}` });
    validators.set(key, made);
    return made;
  }
}

const root = 'https://madrona-async.example/openapi.json';

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, closed(held)]),
  );
  const isObject = members['type'] === 'object' && 'properties' in members;
  return isObject ? { additionalProperties: false, ...members } : members;
}

function pointerTo(...segments: string[]): string {
  const steps = ['components', ...segments].map((segment) =>
    encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return `/${steps.join('/')}`;
}
