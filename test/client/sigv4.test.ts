import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createSigningFetch, type SigningOptions } from '../../client/sigv4.ts';

// The keys, time and answers of the test suite that AWS has published for its signatures.
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const now = () => new Date('2015-08-30T12:36:00Z');
const published = { credentials, now, region: 'us-east-1', service: 'service' };

/** What would be sent. */
async function sentBy(
  options: SigningOptions,
  url: string,
  init?: RequestInit,
): Promise<{ url: string; init: RequestInit; headers: Headers }> {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = createSigningFetch({
    ...options,
    fetch: async (...call) => {
      sent.push({ url: call[0], init: call[1] });
      return new Response();
    },
  });
  await fetch(url, init);
  const [first] = sent;
  if (first === undefined) throw new Error('Nothing was sent');
  return { ...first, headers: new Headers(first.init.headers) };
}

it.each([
  ['GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'GET',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('a signature of %s %s is the published one', async (method, path, signature) => {
  const { headers } = await sentBy(published, `https://example.amazonaws.com${path}`, { method });

  expect(headers.get('authorization')).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      `SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

it.each([
  ['https://abc.execute-api.eu-north-1.amazonaws.com/prod', 'eu-north-1/execute-api'],
  ['https://abc.lambda-url.eu-west-3.on.aws/', 'eu-west-3/lambda'],
])('the host of %s tells region and service', async (url, scope) => {
  const { headers } = await sentBy({ credentials, now }, url);

  expect(headers.get('authorization')).toContain(`/20150830/${scope}/aws4_request`);
});

it('a domain of one’s own needs a region', async () => {
  const sending = sentBy({ credentials }, 'https://jobs.example.org/v1/definitions');

  await expect(sending).rejects.toThrow(
    'jobs.example.org does not tell its region; give it as region, such as eu-north-1',
  );
});

it('keys are asked for before every request, and the token of temporary ones is sent', async () => {
  let asked = 0;
  const renewed = async () => ({ ...credentials, sessionToken: `token ${(asked += 1)}` });
  const tokens: (string | null)[] = [];
  const fetch = createSigningFetch({
    credentials: renewed,
    region: 'eu-north-1',
    fetch: async (_, { headers }) => {
      tokens.push(new Headers(headers).get('x-amz-security-token'));
      return new Response();
    },
  });

  await fetch('https://jobs.example.org/');
  await fetch('https://jobs.example.org/');

  expect(tokens).toEqual(['token 1', 'token 2']);
});

it('what else a request has is sent as it is', async () => {
  const server = createServer((request, response) => {
    response.end(JSON.stringify({ url: request.url, accept: request.headers.accept }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // that of a server which listens on a port
  const fetch = createSigningFetch({ credentials, region: 'eu-north-1' });

  const path = "/v1/run/word-count/to%20be%2Fnot%2B('a')?least=2&least=%2B";
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { accept: 'application/json' },
  });

  expect(await answer.json()).toEqual({ url: path, accept: 'application/json' });
  server.close();
});

it('a body that cannot be hashed is refused', async () => {
  const sending = sentBy(published, 'https://example.amazonaws.com/', {
    method: 'POST',
    body: new ReadableStream(),
  });

  await expect(sending).rejects.toThrow('A signed body is text or bytes');
});
