import { expect, test } from 'vitest';
import { createClient } from '../../client/https.ts';

function clientAnswered(status: number, body: string) {
  const fetch = async () => new Response(body, { status });
  return createClient({ url: 'https://api.test', fetch });
}

test.each([
  ['an HTTP API', 403, '{"message":"Forbidden"}', 'forbidden', 'Forbidden'],
  ['an HTTP API’s JWT', 401, '{"message":"Unauthorized"}', 'forbidden', 'Unauthorized'],
  ['an HTTP API', 404, '{"message":"Not Found"}', 'unknown', 'Not Found'],
  ['an HTTP API', 413, '{"message":"Request Entity Too Large"}', 'too-large', 'Too Large'],
  ['an HTTP API', 429, '{"message":"Too Many Requests"}', 'throttled', 'Too Many Requests'],
  ['an HTTP API', 500, '{"message":"Internal Server Error"}', 'internal', 'Internal Server'],
  ['an HTTP API', 503, '{"message":"Service Unavailable"}', 'unavailable', 'Unavailable'],
  ['a function URL', 403, '{"Message":"Forbidden"}', 'forbidden', 'Forbidden'],
  ['a function URL', 429, '{"Message":"Rate Exceeded."}', 'throttled', 'Rate Exceeded.'],
  [
    'a function URL',
    502,
    'Internal Server Error',
    'unavailable',
    'GET /v1/tasks/t was answered by',
  ],
])('what %s answers by itself (%i %s) is a TaskError: %s', async (_, status, body, code, says) => {
  const client = clientAnswered(status, body);

  await expect(client.getMonitor({ taskId: 't' })).rejects.toMatchObject({
    code,
    status,
    message: expect.stringContaining(says),
  });
});
