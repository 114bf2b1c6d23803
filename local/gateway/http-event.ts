import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { account } from '../region.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import type { Received } from './received.ts';
import { commonLogTime } from './request-time.ts';

interface Route {
  routeKey: string;
  /** As its kind of front hands it over. */
  rawPath: string;
  apiId: string;
  pathParameters: Record<string, string>;
}

/**
 * An event in the payload format 2.0: the query as it was sent, what is repeated joined by commas, cookies apart.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(
  { request, query, body }: Received,
  { routeKey, rawPath, apiId, pathParameters }: Route,
): APIGatewayProxyEventV2 {
  const headers = forwardedHeaders(request, ofConnection).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const cookies = headers.filter(([name]) => name === 'cookie').map(([, value = '']) => value);
  const isText = isTextual(request.headers['content-type']);
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies: cookies.flatMap((each) => each.split('; ')) }),
    headers: joined(headers.filter(([name]) => name !== 'cookie')),
    ...(query !== '' && { queryStringParameters: joined([...new URLSearchParams(`?${query}`)]) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: account,
      apiId,
      domainName: request.headers.host ?? '',
      domainPrefix: apiId,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** What is between two ends of a connection alone (RFC 9110 §7.6.1). */
const ofConnection = new Set([
  'connection',
  'expect',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function joined(pairs: readonly string[][]): Record<string, string> {
  const lists = Map.groupBy(pairs, ([name = '']) => name);
  return Object.fromEntries(
    [...lists].map(([name, each]) => [name, each.map(([, value]) => value).join(',')]),
  );
}

/** Bodies of other types come as base64. */
function isTextual(contentType = ''): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))$/.test(type);
}
