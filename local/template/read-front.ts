import type { Part, PartsOf } from './parts.ts';
import { readFunctionUrl } from './read-function-url.ts';
import { readHttpApi } from './read-http-api.ts';
import { readRestApi } from './read-rest-api.ts';
import type { ApiShape } from './shape.ts';

const readers: Record<string, (part: Part, partsOf: PartsOf) => ApiShape> = {
  'AWS::ApiGateway::RestApi': readRestApi,
  'AWS::ApiGatewayV2::Api': readHttpApi,
  'AWS::Lambda::Url': readFunctionUrl,
};

/** What stands before the API. Throws an `Error` that names the resources where that is not one thing. */
export function readFront(partsOf: PartsOf): ApiShape {
  const found = Object.entries(readers).flatMap(([type, read]) =>
    partsOf(type).map((part) => ({ part, read })),
  );
  const [first, ...more] = found;
  if (first !== undefined && more.length === 0) return first.read(first.part, partsOf);
  const names = found.map(({ part }) => part.id).join(', ') || 'none';
  throw new Error(
    `The embedded stack needs one REST API, HTTP API or function URL; the template has: ${names}`,
  );
}

/** What each way into the API calls. */
export function calledBy(api: ApiShape): { functionArn: string }[] {
  return api.front === 'function-url' ? [api] : api.routes;
}
