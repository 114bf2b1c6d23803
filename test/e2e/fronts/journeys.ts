import { expect, it } from 'vitest';
import { createClient } from '../../../client/https.ts';
import { cors } from '../../../core/cors.ts';
import { heldFetch } from '../held-fetch.ts';
import type * as tasks from './tasks.ts';

/** The only origin whose pages may call. */
export const page = 'https://app.example.org';

/** What fronts could do otherwise, and must not: how requests come in, and what browsers get. */
export function frontJourneys(urlOf: () => string): void {
  const get = (path: string, init: RequestInit = {}) =>
    heldFetch({ url: urlOf(), fetch })(`${urlOf()}${path}`, init);
  const known = async (path: string) => {
    for (const deadline = Date.now() + 30_000; ;) {
      const answer = await get(path);
      if (answer.status !== 202 || Date.now() > deadline) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const clientOf = () => createClient<typeof tasks>({ url: urlOf() });

  it.each([
    ['/v1/run/echo/a%20b%23+%C3%BC', 'a b#+ü'],
    ['/v1/run/echo?text=%2Fa%3Fb%26c+d%2B%25%2541', '/a?b&c d+%%41'],
  ])('takes GET %s as it was meant, and leads to its result', async (path, text) => {
    const answered = await known(path);
    const followed = await get(answered.headers.get('content-location') ?? '');

    expect(await answered.json()).toBe(text);
    expect(await followed.json()).toBe(text);
  });

  it('takes what is posted, and reads a polling URL with a query of its own', async () => {
    const pollingUrl = '/map?layer=a%2Fb&z=1';

    await clientOf().checkStatusOrBegin('echo', { args: ['ü/€'], pollingUrl });

    const asked = `/v1/result?pollingUrl=${encodeURIComponent(pollingUrl)}`;
    expect(await (await known(asked)).json()).toBe('ü/€');
  });

  it('begins nothing by HEAD, and says nothing but how it is', async () => {
    const head = await get('/v1/run/echo/nobody-asked', { method: 'HEAD' });

    expect([head.status, await head.text()]).toEqual([504, '']);
    expect((await get('/v1/status?pollingUrl=/v1/run/echo/nobody-asked')).status).toBe(404);
  });

  it.each([
    ['GET', '/', 404],
    ['GET', '/v1/run/echo', 422],
    ['DELETE', '/v1/tasks', 405],
  ])('refuses %s %s with a problem', async (method, path, status) => {
    const refused = await get(path, { method });

    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it('has its own refusals read by the client as what they are', async () => {
    const text = 'x'.repeat(11 * 1024 * 1024);

    await expect(clientOf().checkStatusOrBegin('echo', { args: [text] })).rejects.toMatchObject({
      code: 'too-large',
      status: 413,
    });
  });

  it('lets pages of an allowed origin call, and no others', async () => {
    const preflight = (origin: string) =>
      get('/v1/tasks', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const [asked, refused, read] = [
      await preflight(page),
      await preflight('https://evil.example'),
      await get('/healthz', { headers: { origin: page } }),
    ];

    expect(asked.ok).toBe(true);
    expect(asked.headers.get('access-control-allow-origin')).toBe(page);
    expect(namesIn(asked, 'access-control-allow-headers')).toEqual(lower(cors.requestHeaders));
    expect(namesIn(asked, 'access-control-allow-methods')).toEqual(lower(cors.methods));
    expect(refused.headers.has('access-control-allow-origin')).toBe(false);
    expect(read.headers.get('access-control-allow-origin')).toBe(page);
    expect(namesIn(read, 'access-control-expose-headers')).toEqual(lower(cors.responseHeaders));
    expect(read.headers.get('vary')).toContain('Origin');
  });

  it('lets pages of an allowed origin cancel, and no others', async () => {
    const { taskId } = await clientOf().checkStatusOrBegin('wait', { args: [] });
    const cancel = (origin: string) =>
      get(`/v1/tasks/${taskId}/cancel`, {
        method: 'POST',
        headers: { origin, 'sec-fetch-site': 'cross-site' },
      });

    expect((await cancel('https://evil.example')).status).toBe(403);
    expect((await cancel(page)).ok).toBe(true);
  });
}

function namesIn({ headers }: Response, name: string): string[] {
  return lower((headers.get(name) ?? '').split(/, */));
}

function lower(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}
