import { marker, type WireRequest } from './wire-request.ts';

/** What a front does to a request, one function of each; undefined where the gateway refuses it by itself. */
export const gateways = { rest, http, functionUrl };

/** Where the API stands: what is before its paths in the URL. */
export const places = ['', '/prod', '/jobs', '/gis/v1', '/v1/run'] as const;
export type Place = (typeof places)[number];

type Event = Record<string, unknown>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
function rest({ method, path, query, headers, body }: WireRequest, place: Place): Event {
  const lists = listsOf(headers);
  const queries = listsOf([...new URLSearchParams(`?${query}`)]);
  const isBinary = body !== undefined && body.includes(0xff);
  const named = place === '/prod' ? path : `${place}${path}`;
  return {
    resource: path === '/' ? '/' : '/{proxy+}',
    path: named,
    httpMethod: method,
    headers: lastOf(lists),
    multiValueHeaders: lists,
    queryStringParameters: query === '' ? null : lastOf(queries),
    multiValueQueryStringParameters: query === '' ? null : queries,
    pathParameters: path === '/' ? null : { proxy: decoded(path.slice(1)) ?? path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: `${marker}.test`,
      httpMethod: method,
      identity: { sourceIp: '127.0.0.1', userAgent: marker },
      path: `${place}${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'request-1',
      resourcePath: '/{proxy+}',
      stage: 'prod',
    },
    body: body === undefined ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}

/** It decodes a path, cuts it at a `?`, decodes the rest, and refuses what cannot be decoded. */
function http(request: WireRequest, place: Place): Event | undefined {
  const inApi = decoded(decoded(request.path)?.split('?')[0]);
  if (inApi === undefined) return undefined;
  const isRoot = inApi === '/';
  return {
    ...version2(request, `${place}${inApi}`),
    routeKey: isRoot ? 'ANY /' : 'ANY /{proxy+}',
    ...(isRoot ? {} : { pathParameters: { proxy: inApi.slice(1) } }),
  };
}

function functionUrl(request: WireRequest): Event {
  return { ...version2(request, request.path), routeKey: '$default' };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function version2({ method, query, headers, body }: WireRequest, rawPath: string): Event {
  const small = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const cookies = small.filter(([name]) => name === 'cookie').map(([, value]) => value);
  const isBinary = body !== undefined && body.includes(0xff);
  return {
    version: '2.0',
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(small.filter(([name]) => name !== 'cookie')),
    ...(query !== '' && { queryStringParameters: joined([...new URLSearchParams(`?${query}`)]) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'test',
      domainName: `${marker}.test`,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: marker,
      },
      requestId: 'request-1',
      stage: '$default',
    },
    ...(body !== undefined && { body: body.toString(isBinary ? 'base64' : 'utf8') }),
    isBase64Encoded: isBinary,
  };
}

type Pairs = readonly (readonly [string, string])[];

function listsOf(pairs: Pairs): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(lists);
}

function lastOf(lists: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function joined(pairs: Pairs): Record<string, string> {
  const lists = listsOf(pairs);
  return Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.join(',')]));
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
