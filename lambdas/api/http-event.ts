import { pathInApi, prefixOf } from './api-path.ts';
import type { Arrived, Asked } from './asked.ts';
import { fieldsOf, pairsOf, textOf, type Fields } from './fields.ts';
import { principalOf } from './principal.ts';
import { requestWith } from './request-with.ts';

/**
 * An event in the payload format 2.0, of an HTTP API or of a function URL: the query as it was sent. Undefined
 * where it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function arrivedByHttp(event: Fields): Arrived | undefined {
  const context = fieldsOf(event['requestContext']);
  const method = textOf(fieldsOf(context['http'])['method']);
  const rawPath = textOf(event['rawPath']);
  if (method === undefined || rawPath === undefined) return undefined;
  const query = textOf(event['rawQueryString']) ?? '';
  const proxy = textOf(fieldsOf(event['pathParameters'])['proxy']);
  return {
    asked: {
      method,
      ...(isOfFunctionUrl(event) ? pathOfFunctionUrl(rawPath) : pathOfHttpApi(rawPath, proxy)),
      query: [...new URLSearchParams(`?${query}`)], // it would drop a `?` of the query's own
      requestId: textOf(context['requestId']) ?? '',
      principal: principalOf(context),
    },
    request: requestWith(method, pairsOf(event['headers']), event),
  };
}

/** Infra gives an HTTP API routes by path; a function URL has this one alone. */
function isOfFunctionUrl({ routeKey }: Fields): boolean {
  return routeKey === '$default';
}

type AskedPath = Pick<Asked, 'path' | 'prefix' | 'frontAnswersCors'>;

/** Its path comes as it was sent, and nothing stands before it. */
function pathOfFunctionUrl(path: string): AskedPath {
  return { path, prefix: '', frontAnswersCors: true };
}

/** Its path comes decoded, with stage and base path: what was `%2F` cannot be told from `/` any more. */
function pathOfHttpApi(rawPath: string, proxy: string | undefined): AskedPath {
  const decoded = pathInApi(rawPath, proxy);
  const path = decoded.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return { path, prefix: prefixOf(rawPath, decoded), frontAnswersCors: false };
}
