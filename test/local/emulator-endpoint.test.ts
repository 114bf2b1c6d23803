import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { checkItAnswers, localEndpoint } from '../../local/emulator/endpoint.ts';

test.each([
  [undefined, 'http://localhost:4566'],
  ['', 'http://localhost:4566'],
  ['http://127.0.0.1:14566/', 'http://127.0.0.1:14566'],
  ['https://[::1]:4566', 'https://[::1]:4566'],
  ['http://emulator.localhost:4566', 'http://emulator.localhost:4566'],
])('an endpoint %j is %s', (given, endpoint) => {
  expect(localEndpoint(given)).toBe(endpoint);
});

test.each([
  'https://sts.amazonaws.com',
  'https://localhost.example.org',
  'http://127.0.0.1.example.org',
  'http://10.0.0.1:4566',
  'http://169.254.169.254',
  'http://test:test@example.org',
  'ftp://localhost',
  'localhost:4566',
])('an endpoint %s is refused, for it is not on this machine', (given) => {
  expect(() => localEndpoint(given)).toThrow(
    `AWS_ENDPOINT_URL is ${given}; an emulator on this machine is expected`,
  );
});

test('where nothing answers, a sentence says how to start something', async () => {
  const server = createServer((_, response) => response.writeHead(404).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // that of a server which listens on a port
  const endpoint = `http://127.0.0.1:${port}`;

  await expect(checkItAnswers(endpoint)).resolves.toBeUndefined();
  server.close();
  server.closeAllConnections();

  await expect(checkItAnswers(endpoint)).rejects.toThrow(
    `Nothing answers at ${endpoint}: start LocalStack by \`docker compose up -d --wait\``,
  );
});
