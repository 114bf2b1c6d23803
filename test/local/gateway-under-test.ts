import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, onTestFinished } from 'vitest';
import type { FunctionOutcome } from '../../local/functions/messages.ts';
import { startGateway } from '../../local/gateway/gateway.ts';
import type { Invoke } from '../../local/gateway/proxy.ts';
import type { ApiShape, RestRouteShape, RestShape } from '../../local/template/shape.ts';

export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:api';

export function route(path: string, more: Partial<RestRouteShape> = {}): RestRouteShape {
  return {
    resourceId: 'r',
    path,
    method: 'ANY',
    functionArn,
    timeoutMs: 29_000,
    callers: 'NONE',
    ...more,
  };
}

export function api(more: Partial<RestShape> = {}): RestShape {
  const routes = [route('/'), route('/{proxy+}')];
  return { front: 'rest', id: 'a1', stage: 'prod', binaryMediaTypes: [], routes, ...more };
}

export function answer(value: unknown): FunctionOutcome {
  return { ok: true, payload: JSON.stringify(value) };
}

export async function startWith(invoke: Invoke, shape: ApiShape = api()) {
  const gateway = await startGateway(0);
  onTestFinished(gateway.close);
  gateway.serve(shape, invoke);
  return gateway;
}

/** Starts a gateway whose function answers 200, sends it a request and gives the event that came of it. */
export async function eventOf(path: string, init: RequestInit = {}, shape = api()) {
  const events: APIGatewayProxyEvent[] = [];
  const { url } = await startWith(async (_, event) => {
    events.push(JSON.parse(event));
    return answer({ statusCode: 200, body: '' });
  }, shape);
  await fetch(url + path, init);
  const [event] = events;
  if (event === undefined) throw new Error('The function was not called');
  return { event, url };
}

export async function expectProblem(response: Response, status: number, code: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const type = expect.stringMatching(new RegExp(`^https://.*/${code}$`));
  expect(await response.json()).toMatchObject({ type, status, detail: expect.any(String) });
}
