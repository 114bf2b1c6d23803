import { expect, test } from 'vitest';
import { heldFetch } from '../e2e/held-fetch.ts';
import type { Target } from '../e2e/target.ts';
import { createApiWorld } from './api-world.ts';

const url = 'https://stack.example/prod';
const world = createApiWorld();
const document = await world.get('/openapi.json');
const health = await world.get('/healthz');

/** A stack that serves the document, and answers all else so. */
function fetchOf(body: string | null, init: ResponseInit): Target['fetch'] {
  const fetch = (target: string) =>
    Promise.resolve(
      target === `${url}/openapi.json` ? new Response(document.text) : new Response(body, init),
    );
  return heldFetch({ url, fetch });
}

test('an answer as described is handed on, with what the connection and a front add', async () => {
  const headers = new Headers(health.headers);
  headers.set('date', 'Sat, 28 Nov 2026 10:00:00 GMT');
  headers.set('access-control-allow-methods', 'GET');

  const answer = await fetchOf(health.text, { headers })(`${url}/healthz`);

  expect(await answer.json()).toEqual({ status: 'ok' });
});

test('another answer than the document has is thrown, and says how it differs', async () => {
  const answer = fetchOf('{"status":"ill"}', { headers: health.headers })(`${url}/healthz`);

  await expect(answer).rejects.toThrow(
    /^GET \/healthz is not answered as described: health\.200: the body \/status must be equal/,
  );
});
