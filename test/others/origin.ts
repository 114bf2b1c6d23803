import type { APIGatewayProxyEvent } from 'aws-lambda';
import { startGateway } from '../../local/gateway/gateway.ts';
import { createApiWorld, type ApiWorld, type ApiWorldOptions } from '../api/api-world.ts';
import { answer, api } from '../local/gateway-under-test.ts';

export interface Origin extends ApiWorld {
  url: string;
  /** What was answered here rather than on the way, in that order. */
  asked: { method: string; path: string; headers: Headers }[];
  close(): Promise<void>;
}

/** The API in memory, where programs reach it over HTTP. Its clock stands still, and theirs do not. */
export async function startOrigin(options: ApiWorldOptions = {}): Promise<Origin> {
  const world = createApiWorld(options);
  const asked: Origin['asked'] = [];
  const gateway = await startGateway(0);
  gateway.serve(api(), async (_, text) => {
    const event = JSON.parse(text) as APIGatewayProxyEvent; // what the gateway makes for a REST API
    const result = await world.handler(event);
    const headers = new Headers();
    for (const [name, value = ''] of Object.entries(event.headers)) headers.set(name, value);
    asked.push({ method: event.httpMethod, path: event.path, headers });
    return answer(result);
  });
  return { ...world, url: gateway.url, asked, close: gateway.close };
}
