/** The paths of an OpenAPI document, as far as they tell which response an answer is. */
export type Paths = Record<string, Record<string, DescribedOperation | undefined>>;

interface DescribedOperation {
  operationId: string;
  responses: Record<string, Reference>;
}

export interface Reference {
  $ref: string;
}

interface Head {
  status: number;
  headers: { has(name: string): boolean };
}

export interface RoutesOf {
  /** Which of the document's responses an answer is. */
  responseName(method: string, target: string, answered: Head): string;
  /** All that a status is described by. */
  allNames(status: number): string[];
}

/** What is answered to a request that belongs to no operation. */
const outside: Record<number, string> = {
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
};
const options = ['options', 'preflight'];
const refused = 'preflight-refused';

export function createRoutesOf(paths: Paths): RoutesOf {
  const routes = Object.entries(paths)
    .map(([template, methods]) => ({ fits: fitting(template), methods }))
    .filter(({ fits }) => fits !== undefined);

  return {
    responseName(method, target, { status, headers }) {
      if (method === 'OPTIONS' && status === 403) return refused;
      if (method === 'OPTIONS' && status === 204) {
        return headers.has('access-control-allow-methods') ? 'preflight' : 'options';
      }
      // REST APIs tell the path without a slash at its end.
      const path = target.replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '');
      const found = routes.find(({ fits }) => fits?.test(path));
      const operation = found?.methods[method === 'HEAD' ? 'get' : method.toLowerCase()];
      if (operation === undefined) return outside[status] ?? `${method} ${path}`;
      const ref = operation.responses[status]?.$ref;
      return ref === undefined ? `${status} of ${operation.operationId}` : nameOf(ref);
    },
    allNames(status) {
      const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
      const refs = operations.flatMap((operation) => operation?.responses[status]?.$ref ?? []);
      const others =
        status === 204 ? options : status === 403 ? [refused] : [outside[status] ?? []];
      return [...new Set([...refs.map(nameOf), ...others.flat()])];
    },
  };
}

/** The calls of all tasks are described alike. */
function fitting(template: string): RegExp | undefined {
  if (template === '/v1/run/{task}') return /^\/v1\/run(\/|$)/;
  if (template.startsWith('/v1/run/')) return undefined;
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`);
}

export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
