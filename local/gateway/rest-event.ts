import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { account } from '../region.ts';
import type { RestRouteShape, RestShape } from '../template/shape.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import type { RouteMatch } from './match-route.ts';
import type { Received } from './received.ts';
import { commonLogTime } from './request-time.ts';

/**
 * The event of a REST API with Lambda proxy integration: `path` still percent-encoded, query names and values
 * decoded as a form's are, of repeated ones the last and all.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restEvent(
  { request, path, query, body }: Received,
  { route, parameters }: RouteMatch<RestRouteShape>,
  { id, stage, binaryMediaTypes }: RestShape,
): APIGatewayProxyEvent {
  const httpMethod = request.method ?? 'GET';
  const headers = listsOf(forwardedHeaders(request, dropped));
  const queries = listsOf([...new URLSearchParams(`?${query}`)]);
  const isBinary = isAmong(binaryMediaTypes, request.headers['content-type']);
  const now = new Date();
  return {
    resource: route.path,
    path,
    httpMethod,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(queries)),
    multiValueQueryStringParameters: orNull(queries),
    pathParameters: orNull(parameters),
    stageVariables: null,
    requestContext: {
      accountId: account,
      apiId: id,
      authorizer: null,
      domainName: request.headers.host ?? '',
      domainPrefix: 'localhost',
      extendedRequestId: randomUUID(),
      httpMethod,
      identity: identityOf(request),
      path, // as with a domain of its own: no stage before it
      protocol: 'HTTP/1.1',
      requestId: randomUUID(),
      requestTime: commonLogTime(now),
      requestTimeEpoch: now.getTime(),
      resourceId: route.resourceId,
      resourcePath: route.path,
      stage,
    },
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && body.length > 0,
  };
}

/** A REST API keeps these to itself. */
const dropped = new Set(
  'connection content-length content-md5 expect max-forwards proxy-authenticate server te trailer transfer-encoding upgrade www-authenticate'.split(
    ' ',
  ),
);

function listsOf(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries([...lists].map(([name, each]) => [name, each.map(([, v]) => v)]));
}

function lastOf(lists: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function orNull<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}

function isAmong(types: readonly string[], contentType = ''): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return types.includes('*/*') || types.includes(type);
}

function identityOf({
  socket,
  headers,
}: IncomingMessage): APIGatewayProxyEvent['requestContext']['identity'] {
  return {
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
    sourceIp: socket.remoteAddress ?? '',
    user: null,
    userAgent: headers['user-agent'] ?? null,
    userArn: null,
  };
}
