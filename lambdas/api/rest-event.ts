import type { APIGatewayProxyEvent } from 'aws-lambda';
import { pathInApi, prefixOf } from './api-path.ts';
import type { Asked } from './asked.ts';
import { principalOf } from './principal.ts';
import { requestWith } from './request-with.ts';

/**
 * A REST API's event: the path as it was sent, the query decoded.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function askedByRest(event: APIGatewayProxyEvent): Asked {
  const { multiValueQueryStringParameters, pathParameters, requestContext } = event;
  const path = pathInApi(event.path, pathParameters?.['proxy']);
  return {
    method: event.httpMethod,
    path,
    query: pairsOf(multiValueQueryStringParameters),
    prefix: prefixOf(requestContext.path, path),
    requestId: requestContext.requestId,
    principal: principalOf(requestContext),
    frontAnswersCors: false,
  };
}

export function requestByRest(event: APIGatewayProxyEvent): Request {
  const { httpMethod, multiValueHeaders, body, isBase64Encoded } = event;
  return requestWith(httpMethod, pairsOf(multiValueHeaders), { body, isBase64Encoded });
}

function pairsOf(lists: Record<string, string[] | undefined> | null): [string, string][] {
  return Object.entries(lists ?? {}).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}
