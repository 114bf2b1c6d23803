import { pathInApi, prefixOf } from './api-path.ts';
import type { Arrived } from './asked.ts';
import { fieldsOf, pairsOf, textOf, type Fields } from './fields.ts';
import { principalOf } from './principal.ts';
import { requestWith } from './request-with.ts';

/**
 * A REST API's event: the path as it was sent, the query decoded. Undefined where it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function arrivedByRest(event: Fields): Arrived | undefined {
  const method = textOf(event['httpMethod']);
  const sent = textOf(event['path']);
  if (method === undefined || sent === undefined) return undefined;
  const { pathParameters, requestContext, multiValueHeaders, headers } = event;
  const path = pathInApi(sent, textOf(fieldsOf(pathParameters)['proxy']));
  const context = fieldsOf(requestContext);
  return {
    asked: {
      method,
      path,
      query: pairsOf(event['multiValueQueryStringParameters'] ?? event['queryStringParameters']),
      prefix: prefixOf(textOf(context['path']) ?? '', path),
      requestId: textOf(context['requestId']) ?? '',
      principal: principalOf(context),
      frontAnswersCors: false,
    },
    request: requestWith(method, pairsOf(multiValueHeaders ?? headers), event),
  };
}
