import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { pathInApi, prefixOf } from './api-path.ts';
import type { Asked } from './asked.ts';
import { principalOf } from './principal.ts';
import { requestWith } from './request-with.ts';

/**
 * An event in the payload format 2.0, of an HTTP API or of a function URL: the query as it was sent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function askedByHttp(event: APIGatewayProxyEventV2): Asked {
  return {
    method: event.requestContext.http.method,
    ...(isOfFunctionUrl(event) ? pathOfFunctionUrl(event) : pathOfHttpApi(event)),
    query: [...new URLSearchParams(`?${event.rawQueryString}`)], // it would drop a `?` of the query's own
    requestId: event.requestContext.requestId,
    principal: principalOf(event.requestContext),
  };
}

export function requestByHttp(event: APIGatewayProxyEventV2): Request {
  const { requestContext, headers, body = null, isBase64Encoded } = event;
  const sent = Object.entries(headers).map(([name, value = '']): [string, string] => [name, value]);
  return requestWith(requestContext.http.method, sent, { body, isBase64Encoded });
}

/** Infra gives an HTTP API routes by path; a function URL has this one alone. */
function isOfFunctionUrl({ routeKey }: APIGatewayProxyEventV2): boolean {
  return routeKey === '$default';
}

type AskedPath = Pick<Asked, 'path' | 'prefix' | 'frontAnswersCors'>;

/** Its path comes as it was sent, and nothing stands before it. */
function pathOfFunctionUrl({ rawPath }: APIGatewayProxyEventV2): AskedPath {
  return { path: rawPath, prefix: '', frontAnswersCors: true };
}

/** Its path comes decoded, with stage and base path: what was `%2F` cannot be told from `/` any more. */
function pathOfHttpApi({ rawPath, pathParameters }: APIGatewayProxyEventV2): AskedPath {
  const decoded = pathInApi(rawPath, pathParameters?.['proxy']);
  const path = decoded.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return { path, prefix: prefixOf(rawPath, decoded), frontAnswersCors: false };
}
