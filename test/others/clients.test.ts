import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { startOrigin } from './origin.ts';
import { withProgram } from './programs.ts';

const path = '/v1/run/add/2/3';

describe('a client', () => {
  it('that looks at `ok` alone takes a 202 for the result', async ({ onTestFinished }) => {
    const origin = await startOrigin();
    onTestFinished(origin.close);

    const answer = await fetch(origin.url + path);

    expect([answer.ok, answer.status]).toEqual([true, 202]);
  });

  it('that gives Node’s fetch a validator of its own asks with no-cache', async ({
    onTestFinished,
  }) => {
    const origin = await startOrigin();
    onTestFinished(origin.close);

    await fetch(origin.url + path, { headers: { 'If-None-Match': '"mine"' } });

    expect(origin.asked[0]?.headers.get('cache-control')).toBe('no-cache');
  });

  it('that does not encode the + of a polling URL asks for another one', async ({
    onTestFinished,
  }) => {
    const origin = await startOrigin();
    onTestFinished(origin.close);
    await origin.post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: '/sums/2+3' });
    const status = (pollingUrl: string) => ask(`${origin.url}/v1/status?pollingUrl=${pollingUrl}`);

    const [bare, encoded] = [await status('/sums/2+3'), await status('/sums/2%2B3')];

    expect([bare.status, encoded.status]).toEqual([404, 200]);
  });
});

withProgram('curl', (curl) => {
  const run = promisify(execFile);

  it('curl --retry does not ask again after a 202', async ({ onTestFinished }) => {
    const origin = await startOrigin();
    onTestFinished(origin.close);

    const { stdout } = await run(curl, ['-s', '--retry', '5', '--fail', origin.url + path]);

    expect(stdout).toContain('"status":"PENDING"');
    expect(origin.asked).toHaveLength(1);
  });
});
