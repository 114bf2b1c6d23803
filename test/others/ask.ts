import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer, with what the caches on its way said last. */
export interface Reply {
  status: number;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

/** One request as it is written here: `fetch` adds headers that speak of caches. */
export async function ask(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const sent = request(url, { method, headers, agent: false }, (response) => {
    text(response).then(
      (body) =>
        resolve({ status: response.statusCode ?? 0, text: body, headers: response.headers }),
      reject,
    );
  });
  sent.on('error', reject).end();
  return promise;
}
