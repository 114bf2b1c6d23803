import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../local/gateway/gateway.ts';
import { answer, api, expectProblem, route, startWith } from './gateway-under-test.ts';

describe('an answer', () => {
  test('has the status, the headers and the body that the function returned', async () => {
    const { url } = await startWith(async () =>
      answer({
        statusCode: 201,
        headers: { 'X-One': 'single', 'X-Number': 7, Date: 'never', 'WWW-Authenticate': 'Basic' },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'x-one': ['list'] },
        body: 'AP8=',
        isBase64Encoded: true,
      }),
    );

    const response = await fetch(url);

    expect(response.status).toBe(201);
    expect(response.headers.get('x-one')).toBe('list');
    expect(response.headers.get('x-number')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-amzn-remapped-date')).toBe('never');
    expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
    expect(response.headers.get('content-length')).toBe('2');
    expect([...(await response.bytes())]).toEqual([0, 255]);
  });

  test('to HEAD has no body', async () => {
    const { url } = await startWith(async () => answer({ statusCode: 200, body: 'text' }));

    const response = await fetch(url, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each([
    ['no object', 'text'],
    ['a member that nobody knows', { statusCode: 200, answer: 42 }],
    ['no status', { statusCode: 'fine' }],
    ['a body that is no text', { statusCode: 200, body: {} }],
    ['a header that is no text', { statusCode: 200, headers: { a: {} } }],
    ['a header that HTTP cannot carry', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
  ])('with %s is a 502', async (_, value) => {
    const { url } = await startWith(async () => answer(value));

    await expectProblem(await fetch(url), 502, 'internal');
  });

  test('of a function that failed is a 502 that does not say why', async () => {
    const error = { type: 'TypeError', message: 'secret' };
    const { url } = await startWith(async () => ({ ok: false, error }));

    const response = await fetch(url);

    expect(await response.clone().text()).not.toContain('secret');
    await expectProblem(response, 502, 'internal');
  });

  test('that does not come in time is a 504, and the event is withdrawn', async () => {
    const withdrawn = Promise.withResolvers<void>();
    const { url } = await startWith(
      (_, __, signal) => {
        signal.addEventListener('abort', () => withdrawn.resolve());
        return new Promise(() => undefined);
      },
      api({ routes: [route('/', { timeoutMs: 50 })] }),
    );

    await expectProblem(await fetch(url), 504, 'timed-out');
    await withdrawn.promise;
  });
});

describe('the gateway refuses by itself', () => {
  test('what is asked under another name than its own', async () => {
    const { url } = await startWith(async () => answer({}));
    const { port } = new URL(url);

    const statuses = await Promise.all(
      [
        `localhost:${port}`,
        `127.0.0.1:${port}`,
        `[::1]:${port}`,
        'localhost',
        `evil.test:${port}`,
      ].map((host) => statusOf(url, { host })),
    );

    expect(statuses).toEqual([200, 200, 200, 403, 403]);
  });

  test('a body of more than 10 MB, with and without its length said before', async () => {
    const { url } = await startWith(async () => answer({}));
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    const streamed = { method: 'POST', body: new Blob([large]).stream(), duplex: 'half' };

    const known = await fetch(url, { method: 'POST', body: large });
    const unknown = await fetch(url, streamed);

    await expectProblem(known, 413, 'too-large');
    await expectProblem(unknown, 413, 'too-large');
  });

  test('a body that makes an event of more than 6 MB', async () => {
    const { url } = await startWith(async () => answer({}));

    const response = await fetch(url, { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024) });

    await expectProblem(response, 413, 'too-large');
  });

  test.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400],
    ['a target that is no path', 'GET http://localhost/ HTTP/1.1\r\nHost: $\r\n\r\n', 400],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nHost: $\r\nA: ${'a'.repeat(11_000)}\r\n\r\n`,
      431,
    ],
    ['a request without a Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 403],
  ])('%s', async (_, sent, status) => {
    const { url } = await startWith(async () => answer({}));
    const { host, port } = new URL(url);

    const socket = connect(Number(port), '127.0.0.1');
    socket.write(sent.replace('$', `${host}\r\nConnection: close`));
    const received = await text(socket);

    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('application/problem+json');
    expect(received).toContain('no-store');
  });

  test('everything, for the moment, while the stack is being started', async () => {
    const gateway = await startGateway(0);
    onTestFinished(gateway.close);

    const response = await fetch(gateway.url);

    expect(response.headers.get('retry-after')).toBe('1');
    await expectProblem(response, 503, 'unavailable');
  });
});

test('a port in use is one sentence', async () => {
  const { url } = await startWith(async () => answer({}));
  const { port } = new URL(url);

  await expect(startGateway(Number(port))).rejects.toThrow(
    `Port ${port} is in use: set PORT to another one, or to 0 for any that is free`,
  );
});

test('the gateway listens on the loopback addresses alone', async () => {
  const { url } = await startWith(async () => answer({ statusCode: 200, body: 'here' }));

  const byName = await fetch(url.replace('127.0.0.1', 'localhost'));
  const elsewhere = statusOf(url.replace('127.0.0.1', '127.0.0.2'), {});

  expect(await byName.text()).toBe('here');
  await expect(elsewhere).rejects.toThrow('ECONNREFUSED');
});

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}
