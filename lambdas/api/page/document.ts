import type { Schema as Made } from '../openapi/operation.ts';

/** An OpenAPI document as far as the page shows it. */
export interface Document {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Response>;
    headers: Record<string, { description: string; required: boolean }>;
    parameters: Record<string, Parameter>;
  };
}

/** JSON Schema as far as the page shows it. */
export interface Schema extends Partial<Record<Limit, unknown>> {
  $ref?: string;
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  examples?: readonly unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
}

/** What narrows a value down, and what stands for it where it is left out. */
export type Limit =
  | 'minimum'
  | 'exclusiveMinimum'
  | 'maximum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'format'
  | 'pattern'
  | 'default';

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: (Parameter | Reference)[];
  requestBody?: { content: Content };
  responses: Record<string, Reference>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  example?: string;
  schema?: Schema;
  content?: Content;
}

export interface Response {
  description: string;
  headers?: Record<string, Reference>;
  content?: Content;
  links?: Record<string, { operationId: string }>;
}

export type Content = Record<string, { schema: Schema }>;

export interface Reference {
  $ref: string;
}

/** An operation with where it is. */
export interface Placed extends Operation {
  method: string;
  path: string;
}

/** The API's own document, as that is made here; the tests hold it to the schema of OpenAPI. */
export function documentFrom(made: Made): Document {
  return made as unknown as Document;
}

/** All operations, in the order of the document. */
export function operationsOf({ paths }: Document): Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** What is said of a parameter, here or among the components. */
export function parameterOf({ components }: Document, said: Parameter | Reference): Parameter {
  if (!('$ref' in said)) return said;
  const name = nameOf(said);
  return components.parameters[name] ?? { name, in: 'header' };
}

/** The name of the component that is referred to. */
export function nameOf({ $ref }: Reference): string {
  return unescaped($ref.slice($ref.lastIndexOf('/') + 1));
}

/** The schema of what has one, or the one of its first content. */
export function schemaOf({ schema, content = {} }: Pick<Parameter, 'schema' | 'content'>): Schema {
  return schema ?? Object.values(content)[0]?.schema ?? {};
}

/** The schema that is meant in the end, and the name of the component that is referred to, if it is one's whole. */
export function resolved(
  document: Document,
  schema: Schema,
  passed: readonly string[] = [],
): { name?: string; schema: Schema } {
  const { $ref } = schema;
  if ($ref === undefined || passed.includes($ref)) return { schema };
  const meant = resolved(document, followed(document, schema), [...passed, $ref]).schema;
  const isComponent = /^#\/components\/schemas\/[^/]+$/.test($ref);
  return isComponent ? { name: nameOf({ $ref }), schema: meant } : { schema: meant };
}

/** What a schema refers to, with all that it says beside that. */
export function followed(document: Document, { $ref, ...beside }: Schema): Schema {
  return $ref === undefined ? beside : { ...schemaAt(document, $ref), ...beside };
}

/** By a JSON Pointer (RFC 6901), which zod and the document write without percent-encoding. */
function schemaAt(document: Document, $ref: string): Schema {
  const [, ...steps] = $ref.split('/');
  const found = steps.reduce<unknown>(
    (held, step) => (isPart(held) ? held[unescaped(step)] : undefined),
    document,
  );
  return found as Schema; // a schema refers to schemas, and only to what the document has
}

function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
