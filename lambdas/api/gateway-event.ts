import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** What a REST API's event says of the request's target; a `Request` would resolve its dot segments. */
export interface Asked {
  /** As the gateway hands it over: percent-encoded, below stage and base path. */
  path: string;
  /** Decoded. */
  query: readonly (readonly [name: string, value: string])[];
  /** What stands before `path` where the gateway's caller sees it: a stage, a base path, or nothing. */
  prefix: string;
  requestId: string;
}

export function askedOf(event: APIGatewayProxyEvent): Asked {
  const { multiValueQueryStringParameters, requestContext } = event;
  const path = pathInApi(event);
  return {
    path,
    query: pairsOf(multiValueQueryStringParameters ?? {}),
    prefix: prefixOf(requestContext.path, path),
    requestId: requestContext.requestId,
  };
}

/** The request but for its target, which is in `askedOf`. */
export function requestOf(event: APIGatewayProxyEvent): Request {
  const { httpMethod: method, body, isBase64Encoded } = event;
  const headers = new Headers(pairsOf(event.multiValueHeaders).filter(isFitHeader));
  const bodiless = body === null || method === 'GET' || method === 'HEAD';
  const bytes = bodiless ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Request('https://gateway/', { method, headers, body: bytes });
}

export async function gatewayResultOf(response: Response): Promise<APIGatewayProxyResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    isBase64Encoded: false,
  };
}

/** With a custom domain, `path` begins with its base path; only the proxy parameter tells where that ends. */
function pathInApi({ path, pathParameters }: APIGatewayProxyEvent): string {
  const proxied = trimmed(pathParameters?.['proxy'] ?? '');
  const segments = path.split('/').slice(1);
  const from = segments.findIndex((_, i) => {
    const rest = trimmed(segments.slice(i).join('/'));
    return rest === proxied || decoded(rest) === proxied;
  });
  return from < 0 ? path : `/${segments.slice(from).join('/')}`;
}

/** Only what is plainly a path: with `//` in front, a reference would lead to another host. */
function prefixOf(fullPath: string, path: string): string {
  const full = decoded(fullPath);
  const inApi = decoded(path);
  const prefix = full.endsWith(inApi) ? full.slice(0, -inApi.length) : '';
  return /^(\/[\w.~$+!*'()-]+)+$/.test(prefix) ? prefix : '';
}

function pairsOf(lists: Record<string, string[] | undefined> | null): [string, string][] {
  return Object.entries(lists ?? {}).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

/** Gateways let through what `Headers` refuses; nothing here reads such a header. */
function isFitHeader([name, value]: [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function trimmed(path: string): string {
  return path.replace(/\/$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
