import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Asking } from './rest-event.ts';

/**
 * The event that an HTTP API makes of a request, by a route for all paths: its path decoded, cut at a `?`, and
 * decoded again.
 */
export function httpEvent(
  method: string,
  target: string,
  { stage, basePath = '', ...asking }: Asking = {},
): APIGatewayProxyEventV2 {
  const [path = '', query] = splitOnce(target);
  const inApi = decodeURIComponent(splitOnce(decodeURIComponent(path))[0]);
  const prefix = stage === undefined ? basePath : `/${stage}`;
  const isRoot = inApi === '/';
  return {
    ...eventOf(method, `${prefix}${inApi}`, query, asking),
    routeKey: isRoot ? 'ANY /' : 'ANY /{proxy+}',
    ...(isRoot ? {} : { pathParameters: { proxy: inApi.slice(1) } }),
  };
}

/** The event that a function URL makes of a request: path and query as they were sent. */
export function functionUrlEvent(
  method: string,
  target: string,
  asking: Asking = {},
): APIGatewayProxyEventV2 {
  const [path = '', query] = splitOnce(target);
  return eventOf(method, path, query, asking);
}

function eventOf(
  method: string,
  rawPath: string,
  rawQueryString = '',
  { headers = {}, body }: Asking,
): APIGatewayProxyEventV2 {
  const json = body === undefined || typeof body === 'string' ? {} : jsonType;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sent = Object.entries({ host: 'api.test', ...json, ...headers });
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value])),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'test',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '27/Nov/2026:23:30:00 +0000',
      timeEpoch: 0,
    },
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded: false,
  };
}

const jsonType = { 'content-type': 'application/json' };

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('?');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
