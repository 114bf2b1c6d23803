import type { APIGatewayProxyEvent } from 'aws-lambda';

export interface Asking {
  headers?: Record<string, string>;
  /** Text as it is; anything else as JSON, with its content type. */
  body?: unknown;
  /** The stage in the URL, or what a custom domain maps to the API. */
  stage?: string;
  basePath?: string;
}

/** The event that a REST API makes of a request: query decoded, path as it was sent. */
export function restEvent(
  method: string,
  target: string,
  asking: Asking = {},
): APIGatewayProxyEvent {
  const { stage = 'prod', basePath, body } = asking;
  const [path = '', query = ''] = splitOnce(target, '?');
  const headers = headersOf(asking);
  const lists = listsOf(query);
  const named = basePath === undefined ? path : `${basePath}${path}`;
  return {
    resource: path === '/' ? '/' : '/{proxy+}',
    path: named,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: lists && lastOf(lists),
    multiValueQueryStringParameters: lists,
    pathParameters: path === '/' ? null : { proxy: decoded(path.slice(1)) },
    stageVariables: null,
    requestContext: contextOf(method, basePath === undefined ? `/${stage}${path}` : named, stage),
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

function headersOf({ headers = {}, body }: Asking): Record<string, string> {
  const json = body === undefined || typeof body === 'string' ? {} : jsonType;
  return { Host: 'api.test', ...json, ...headers };
}

const jsonType = { 'Content-Type': 'application/json' };

function listsOf(query: string): Record<string, string[]> | null {
  if (query === '') return null;
  const lists = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(`?${query}`)) {
    lists.set(name, [...(lists.get(name) ?? []), value]);
  }
  return Object.fromEntries(lists);
}

function lastOf(lists: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
}

function contextOf(
  httpMethod: string,
  path: string,
  stage: string,
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: '000000000000',
    apiId: 'test',
    authorizer: null,
    httpMethod,
    identity: noIdentity,
    path,
    protocol: 'HTTP/1.1',
    requestId: 'request-1',
    requestTimeEpoch: 0,
    resourceId: 'test',
    resourcePath: '/{proxy+}',
    stage,
  };
}

const noIdentity: APIGatewayProxyEvent['requestContext']['identity'] = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '127.0.0.1',
  user: null,
  userAgent: null,
  userArn: null,
};

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
