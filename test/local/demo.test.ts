import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { progressBar } from '../../local/demo/progress-bar.ts';
import { createScreen } from '../../local/demo/screen.ts';
import { tellStory } from '../../local/demo/story.ts';
import { until } from './until.ts';

interface Scripted {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

const begun: Scripted = {
  status: 202,
  headers: { location: '/v1/tasks/a.b' },
  body: { statusText: 'It has begun.' },
};
const running: Scripted = {
  status: 200,
  headers: { 'retry-after': '0' },
  body: { finishedAt: null, progress: { current: 1, total: 4, message: 'one' } },
};
const succeeded: Scripted = {
  status: 200,
  body: { finishedAt: '2026-01-01T00:00:00.000Z', status: 'SUCCESS' },
};
const result: Scripted = {
  status: 200,
  headers: { 'content-location': '/v1/tasks/a.b/result' },
  body: 42,
};

/** Tells the story of an API that answers so, one after another. */
async function tell(
  answers: Scripted[],
  { isTTY = false, signal = new AbortController().signal } = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status, headers = {}, body } = answers.shift() ?? { status: 500, body: 'no more' };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const written: string[] = [];
  const screen = createScreen({ isTTY, write: (part) => written.push(part) });
  const url = `http://127.0.0.1:${port}`;
  const describeResult = (value: unknown) => `It is ${String(value)}`;
  const told = tellStory({ url, callUrl: '/v1/run/x/1', describe: describeResult, screen, signal });
  return { told, asked, said: () => written.join('').replaceAll(url, '') };
}

describe('the story', () => {
  test('asks, waits as long as it takes, and asks again', async () => {
    const answers = [begun, running, running, succeeded, result, result];

    const { told, asked, said } = await tell(answers);
    await told;

    expect(asked).toEqual([
      '/v1/run/x/1',
      '/v1/tasks/a.b',
      '/v1/tasks/a.b',
      '/v1/tasks/a.b',
      '/v1/run/x/1',
      '/v1/run/x/1',
    ]);
    expect(said().replaceAll(/\d+\.\d+ s/g, 'N s')).toBe(`GET /v1/run/x/1
202 It has begun.
    Location: /v1/tasks/a.b
    ████████░░░░░░░░░░░░░░░░░░░░░░░░  25 %  one
    ████████████████████████████████ 100 %
200 It is 42

GET /v1/run/x/1
200 The same 0 KB, from the table: nothing ran again
    Content-Location: /v1/tasks/a.b/result

 N s  /v1/run/x/1, asked for the first time
 N s  /v1/run/x/1, asked again
`);
  });

  test('is told in place on a terminal', async () => {
    const { told, said } = await tell([begun, running, succeeded, result, result], { isTTY: true });
    await told;

    expect(said()).toMatch(
      /\r\x1b\[2K {4}█{8}░{24} {2}25 % {2}one {2} *\d\.\d+ s\r\x1b\[2K {4}█{32}/,
    );
  });

  const failure = { name: 'PermanentError', message: 'Unknown country' };
  const refusal = { detail: 'There is no task x' };
  const other = { ...result, headers: { 'content-location': '/v1/tasks/a.c/result' } };
  test.each([
    [
      'the run fails',
      [begun, ended('FAILURE', failure)],
      'FAILURE: PermanentError: Unknown country',
    ],
    ['the API refuses', [{ status: 404, body: refusal }], 'answered 404: There is no task x'],
    ['a gateway answers by itself', [{ status: 502, body: 'bad' }], 'was answered 502: "bad"'],
    ['the first answer is a result', [result], 'was answered 200, not 202'],
    ['the second answer is of another run', [begun, succeeded, result, other], 'tasks/a.c/result'],
  ])('says so where %s', async (_, answers, message) => {
    const { told } = await tell(answers);

    await expect(told).rejects.toThrow(message);
  });

  test('ends when it is stopped', async () => {
    const stopping = new AbortController();
    const waiting = { ...running, headers: { 'retry-after': '60' } };
    const { told, asked } = await tell([begun, waiting], { signal: stopping.signal });
    told.catch(() => undefined);
    await until(() => asked[1]);

    stopping.abort();

    await expect(told).rejects.toThrow('aborted');
  });
});

test.each([
  [null, '░'.repeat(32) + '   0 %  waiting'],
  [{ current: 0, total: 3, message: null }, '░'.repeat(32) + '   0 %'],
  [{ current: 1, total: 3, message: 'one' }, '█'.repeat(10) + '▋' + '░'.repeat(21) + '  33 %  one'],
  [{ current: 3, total: 3, message: null }, '█'.repeat(32) + ' 100 %'],
  [{ current: 9, total: 3, message: null }, '█'.repeat(32) + ' 100 %'],
  [{ current: 5, total: null, message: 'five' }, '░'.repeat(32) + '   0 %  five'],
])('the bar of %j', (progress, bar) => {
  expect(progressBar(progress)).toBe(bar);
});

test('a demo that is stopped ends with code 130, and leaves nothing', async () => {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '../../local/demo.ts')], {
    env: { PATH: env['PATH'], HOME: env['HOME'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void demo.kill('SIGKILL'));
  const exit = once(demo, 'exit');
  const complaint = text(demo.stderr);
  let said = '';
  demo.stdout.on('data', (part: Buffer) => (said += part.toString()));
  await until(() => /^ {4}Location: /m.test(said) || undefined, 40);

  demo.kill('SIGINT');

  expect((await exit)[0]).toBe(130);
  expect(await complaint).toBe('Stopped\n');
  const url = /ready at (\S+),/.exec(said)?.[1] ?? '';
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

function ended(status: string, error: { name: string; message: string }): Scripted {
  return { status: 200, body: { finishedAt: '2026-01-01T00:00:00.000Z', status, error } };
}
