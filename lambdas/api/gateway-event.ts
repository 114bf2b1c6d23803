import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Arrived } from './asked.ts';
import { fieldsOf } from './fields.ts';
import { arrivedByHttp } from './http-event.ts';
import { arrivedByRest } from './rest-event.ts';

/**
 * What a front hands over: a REST API has its own format, HTTP APIs and function URLs share one. Undefined for
 * what no front does.
 */
export function arrivedOf(event: unknown): Arrived | undefined {
  const fields = fieldsOf(event);
  const arrived = fields['version'] === '2.0' ? arrivedByHttp(fields) : arrivedByRest(fields);
  return arrived?.asked.path.startsWith('/') === true ? arrived : undefined;
}

/** All fronts read this form. */
export async function gatewayResultOf(response: Response): Promise<APIGatewayProxyResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    isBase64Encoded: false,
  };
}
