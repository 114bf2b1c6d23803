import type { RouteShape } from '../template/shape.ts';

export interface RouteMatch<R extends RouteShape> {
  route: R;
  /** Decoded. */
  parameters: Record<string, string>;
}

/** What API Gateway knows as methods; it refuses others, TRACE among them, before it looks at routes. */
const anyMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * The route that API Gateway takes: at each segment a fixed name before a parameter, and a parameter before a
 * greedy one; the method itself before `ANY`. A path may have been decoded before.
 */
export function matchRoute<R extends RouteShape>(
  routes: readonly R[],
  method: string,
  path: string,
  decode = decoded,
): RouteMatch<R> | undefined {
  const segments = segmentsOf(path);
  return routes
    .filter(
      (route) => route.method === method || (route.method === 'ANY' && anyMethods.has(method)),
    )
    .flatMap((route) => matchOne(route, segments, decode) ?? [])
    .sort((a, b) => (rankOf(a.route) < rankOf(b.route) ? -1 : 1))[0];
}

function matchOne<R extends RouteShape>(
  route: R,
  segments: string[],
  decode: (text: string) => string,
): RouteMatch<R> | undefined {
  const parts = segmentsOf(route.path);
  const parameters: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i];
    if (segment === undefined) return undefined;
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) {
      if (decode(segment) !== part) return undefined;
      continue;
    }
    const value = greedy ? segments.slice(i).join('/') : segment;
    parameters[name] = decode(value);
    if (greedy) return { route, parameters };
  }
  return segments.length === parts.length ? { route, parameters } : undefined;
}

/** Sorts first what is preferred. */
function rankOf({ path, method }: RouteShape): string {
  const kinds = segmentsOf(path).map((part) => (part.endsWith('+}') ? 2 : part[0] === '{' ? 1 : 0));
  return `${kinds.join('')}${method === 'ANY' ? 'b' : 'a'}`;
}

function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .filter((segment, i, all) => segment !== '' || i < all.length - 1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a malformed escape is the API's to refuse
  }
}
