import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyResult,
} from 'aws-lambda';
import type { Asked } from './asked.ts';
import { askedByHttp, requestByHttp } from './http-event.ts';
import { askedByRest, requestByRest } from './rest-event.ts';

/** What a front hands over: a REST API has its own format, HTTP APIs and function URLs share one. */
export type GatewayEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

export function askedOf(event: GatewayEvent): Asked {
  return isHttp(event) ? askedByHttp(event) : askedByRest(event);
}

/** The request but for what is in `askedOf`. */
export function requestOf(event: GatewayEvent): Request {
  return isHttp(event) ? requestByHttp(event) : requestByRest(event);
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

function isHttp(event: GatewayEvent): event is APIGatewayProxyEventV2 {
  return 'version' in event && event.version === '2.0';
}
